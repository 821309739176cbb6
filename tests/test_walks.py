"""What holds whatever steps a case takes: it can be closed, and its forløb says where it is."""

from __future__ import annotations

import random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from wandering import can_be_closed, setting_out

from workflow.archive import casefile
from workflow.core.situation import Situation
from workflow.office.desk import TEMPLATES

STEPS, WALKS = 30, 200
SKELETON = (TEMPLATES / "sag.yaml").read_bytes()
chances = st.randoms(use_true_random=False)
bounded = settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])


def walked(chance, kontor, rules):
    """Let a case take steps; yield it after each that was allowed."""
    wanderer = setting_out(chance, kontor, rules)
    for _ in range(STEPS):
        plan = wanderer.step()
        if plan is not None:
            yield wanderer, plan


def always_closable(chance, kontor, rules):
    """Walk, and see after each step that the case can be closed; return the states it came to."""
    reached = set()
    for wanderer, plan in walked(chance, kontor, rules):
        assert can_be_closed(wanderer.case.situation(wanderer.today)) is True, wanderer.taken
        reached.add(plan.til.id)
    return reached


def test_no_allowed_steps_lead_where_a_case_cannot_be_closed_but_by_frafald(kontor, rules):
    @bounded
    @given(chances)
    def law(chance):
        always_closable(chance, kontor, rules)

    law()


def test_nor_do_long_walks_that_come_to_every_state_there_is(kontor, rules):
    walks = (always_closable(random.Random(seed), kontor, rules) for seed in range(WALKS))
    assert set().union(*walks) == rules.tilstande.keys()


def test_the_forloeb_leads_where_each_step_said_it_would(kontor, rules):
    @bounded
    @given(chances)
    def law(chance):
        promised, sag = ["ny"], None
        for _, plan in walked(chance, kontor, rules):
            promised.append(plan.til.id)
            sag = plan.after
        for length, state in enumerate(promised, 1) if sag else ():
            course = folded(replace(sag, forloeb=sag.forloeb[:length]), kontor, rules)
            assert (course.tilstand.id, course.fejl) == (state, ())

    law()


def folded(sag, kontor, rules):
    return Situation(sag, kontor, rules, sag.forloeb[-1].dato).course


def test_a_case_is_read_back_as_it_was_whatever_it_has_been_through(kontor, rules, schema):
    @settings(bounded, max_examples=15)
    @given(chances)
    def law(chance):
        for wanderer, _ in list(walked(chance, kontor, rules))[-1:]:
            sag = wanderer.case.sag
            again = casefile.read("sag.yaml", casefile.fresh("sag.yaml", SKELETON, sag), schema).sag
            again = replace(again, borger=replace(again.borger, sprog=sag.borger.sprog))
            assert again == sag
            assert folded(again, kontor, rules) == folded(sag, kontor, rules)

    law()
