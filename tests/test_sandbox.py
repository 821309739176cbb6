"""What a template can try: it reads nothing of others, changes nothing, and ends in time."""

from __future__ import annotations

import signal

import pytest

from workflow.core.errors import BadTemplate
from workflow.documents import compose
from workflow.documents.compose import Desk

LONG = "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}"
GROWING = (
    "{{% set n = namespace(s='aaaa') %}}"
    "{{% for i in range(60) %}}{{% set n.s = {} %}}{{% endfor %}}"
)
ATTACKS = {
    "a long text": "{{ 'a' * 10**9 }}",
    "a long text the other way": "{{ 10**9 * 'a' }}",
    "a long list": "{{ ([1] * 10**9) | length }}",
    "a list of lists": "{{ (([[1] * 1000] * 1000) * 1000 * 1000) | length }}",
    "a great power": "{{ 10 ** (10 ** 8) }}",
    "a power in a variable": "{% set x = 9 %}{{ x ** (x ** x) }}",
    "a growing text": GROWING.format("n.s ~ n.s"),
    "a growing sum": GROWING.format("n.s + n.s"),
    "a growing join": GROWING.format("[n.s, n.s] | join"),
    "a growing replacement": GROWING.format("n.s | replace('a', n.s)"),
    "a growing number": "{% set n = namespace(s=9) %}{% for i in range(60) %}"
    "{% set n.s = n.s * n.s %}{% endfor %}",
    "a wide format": "{{ '{:>9999999999}'.format(1) }}",
    "a wide old format": "{{ '%9999999999s' | format(1) }}",
    "a wide centre": "{{ 'x'.ljust(9999999999) }}",
    "a deep indent": "{{ ('x\n' * 100000) | indent(100000) }}",
    "nested loops": LONG,
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "random": "{{ [1, 2] | random }}",
    "text of no meaning": "{{ lipsum(n=1000) }}",
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "classes by name": "{{ ''['__cl' ~ 'ass__'] }}",
    "classes by filter": "{{ ('' | attr('__class__')).mro() }}",
    "classes by format": "{{ '{0.__class__}'.format(1) }}",
    "classes by format_map": "{{ '{a.__class__.__mro__}'.format_map({'a': 1}) }}",
    "classes by map": "{{ [''] | map(attribute='__class__') | first }}",
    "the globals of a function": "{{ flertal.__globals__ }}",
    "the globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "the environment": "{{ self._TemplateReference__context.environment.loader }}",
    "a generator's frame": "{{ ([1] | map('string')).gi_frame }}",
    "a changed list": "{% set x = [] %}{% do x.append(1) %}",
    "an appended list": "{% set x = [] %}{{ x.append(1) }}",
    "a changed case": "{{ sag.update({'navn': 'x'}) }}",
    "an include by climbing": "{% include '../hemmeligt.md' %}",
    "an include by its path": "{% include '/etc/passwd' %}",
    "an include with the other slash": "{% include '..\\\\hemmeligt.md' %}",
    "an import by climbing": "{% import 'breve/../../hemmeligt.md' as x %}",
    "code of Python": "{% python %}import os{% endpython %}",
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Give a folder of templates with something secret beside it, and little patience."""
    monkeypatch.setattr(compose, "SECONDS", 1.0)
    (tmp_path / "hemmeligt.md").write_text("HEMMELIGT", encoding="utf-8")
    (tmp_path / "skabeloner").mkdir()
    return Desk((tmp_path / "skabeloner",))


@pytest.fixture
def filled(desk, tmp_path, rules):
    """Fill a template with a case that has a name."""

    def fill(text):
        (tmp_path / "skabeloner" / "x.md").write_text(text, encoding="utf-8")
        facts = {"sprog": rules.sprog["da"], "sag": {"navn": "Ø"}}
        return desk.compose("x.md", facts)

    return fill


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_template_that_tries_something_is_refused_in_danish(text, filled):
    with pytest.raises(BadTemplate) as told:
        filled(text)
    assert "HEMMELIGT" not in str(told.value)
    assert "x.md" in str(told.value)


def test_the_bounds_of_a_template_are_not_the_bounds_of_the_command(filled):
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(BadTemplate):
        filled(LONG)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_template_is_stopped_in_time_also_where_interrupts_are_ignored(filled):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(BadTemplate):
            filled(LONG)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_a_letter_needs_of_arithmetic_is_there(filled):
    reckoned = filled("{{ 2 * 3 }} {{ 'x' * 3 }} {{ 2 ** 10 }} {{ ([0] * 2) | length }}")
    assert reckoned == "6 xxx 1024 2"
