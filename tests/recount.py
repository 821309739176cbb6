"""The statistics counted once more: a plain loop over the files, sharing no code with the program.

Everything here is written anew, in the simplest way: its own reading of YAML, its own holidays, its
own idea of when a case is open. `count` returns a figure for each (table, line, column).
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import mean, median

from recount_view import view
from ruamel.yaml import YAML

EASTER = {2023: "04-09", 2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28"}
CLOSED = ("01-01", "06-05", "12-24", "12-25", "12-26", "12-31")
ENDING = {"ingen-undersoegelse", "indstil", "vejled", "henvis", "afslut", "frafald"}
ASKING = ("videresend", "genfremsend")
HOW = (
    "undersoeg undersoegelse, genfremsend genfremsendt, videresend videresendt, "
    "videreformidl videreformidlet, uformel-kontakt uformel-kontakt, "
    "centersvar centret-svarede-selv, henvis henvist, vejled vejledt, formuler formuleret, "
    "afvis afvist, frafald frafaldet"
)


def read(root):
    """Read every case and every line of work that is no case."""
    yaml = YAML(typ="safe")
    cases = [yaml.load(path.read_bytes()) for path in sorted(root.glob("20*/*/sag.yaml"))]
    work = [
        line
        for path in sorted(root.glob("aktiviteter/*.yaml"))
        for line in yaml.load(path.read_bytes())["aktiviteter"]
    ]
    return cases, work


def count(cases, work, fra, til):
    """Return each figure of a period."""
    found = Counter()
    views = [view(case, cases, til) for case in cases]
    views = [v for v in views if v["begun"] <= til]
    everyone, seen = set(), set()
    for v in sorted(views, key=lambda v: (v["modtaget"], v["nummer"])):
        came = fra <= v["modtaget"] <= til
        contact(v, found, seen, came)
        if came:
            everyone.add(v["who"])
            registered(v, found)
        stock(v, found, fra, til)
        for event in v["history"]:
            if fra <= event["dato"] <= til:
                happened(v, event, found)
        presented(v, found, fra, til)
    found["t1", "Personer"] = len(everyone)
    answers(views, found, fra, til)
    for line in work:
        if fra <= line["dato"] <= til:
            found["t14", line["slags"]] += line.get("antal", 1)
    return found


def method(v, nr=None):
    numbers = {p["nr"] for p in v["points"]} if nr is None else {nr}
    done = set()
    for event in v["all"]:
        named = set(event.get("punkter") or ())
        if not named or not numbers or named & numbers:
            done.add(event["handling"])
    for pair in HOW.split(", "):
        step, name = pair.split()
        if step in done:
            return name
    return "endnu-ikke"


def contact(v, found, seen, came):
    if v["root"] not in seen:
        seen.add(v["root"])
        if came:
            found["t1", "Henvendelser"] += 1
            found["t11", v["kanal"]] += 1
            found["t12", v["modtaget"].strftime("%Y-%m"), v["type"]] += 1


def registered(v, found):
    found["t1", "Sager (hovedsager)"] += 1
    found["t1", f"heraf {v['type'].replace('sag', 'sager')}"] += 1
    found["t2", v["center"], v["type"]] += 1
    if v["type"] == "klagesag":
        found["t3", method(v)] += 1
        found["t4", v["center"], method(v)] += 1
    found["t1", "Klagepunkter"] += len(v["points"])
    found["t1", "Følgesager, klagepunkter"] += max(0, len(v["points"]) - 1)
    for p in v["points"]:
        found["t7", p["tema"], p["center"]] += 1


def stock(v, found, fra, til):
    """Follow a case from open to closed, and see where it stood before, in and after a period."""
    state, before, inside = None, False, []
    moves = [(v["begun"], True)]
    for event in v["own"]:
        moves += [(event["dato"], False)] * closes(event)
        moves += [(event["dato"], True)] * (event["handling"] == "genoptag")
    for day, is_open in moves:
        state = is_open
        if day < fra:
            before = is_open
        else:
            inside.append(is_open)
    new, again = v["begun"] >= fra, False
    if not before and not new:
        again = any(inside)
    found["t1", "Åbne sager ved periodens begyndelse"] += before
    found["t1", "Modtaget i perioden"] += v["modtaget"] >= fra
    found["t1", "Skilt ud fra en ældre sag"] += new and v["modtaget"] < fra
    found["t1", "Genoptaget i perioden"] += again
    found["t1", "Afsluttet i perioden"] += (before or new or again) and not state
    found["t1", "Åbne sager ved periodens slutning"] += bool(state)


def closes(event):
    whole = event["handling"] == "afvis" and not event.get("punkter")
    return whole or event["handling"] in ENDING


def happened(v, event, found):
    named = [p for p in v["points"] if p["nr"] in event.get("punkter", ())]
    left = [p for p in v["points"] if p["status"] == "behandles"]
    if event["handling"] == "rykker":
        asked = bool(event.get("paa-borgerens-anmodning"))
        found["t1", "Følgesager, rykkere"] += asked
        found["t10", event.get("center") or v["center"], "ja" if asked else "nej"] += 1
    elif event["handling"] == "afvis":
        found["t8", event.get("grund", "-")] += len(named or left) or 1
    elif event["handling"] in ("undersoeg", "indstil"):
        line = {"undersoeg": "Iværksat", "indstil": "Indstillet"}[event["handling"]]
        found["t9", line] += 1
    elif event["handling"] == "afgiv-udtalelse":
        found["t9", "Afsluttet med udtalelse"] += 1
        found["t9", "heraf udtalelser med kritik"] += any(criticised(p) for p in left)
        for p in left:
            assessed(v, p, found)


def criticised(p):
    return bool(p.get("vurdering")) and p["vurdering"]["udfald"] == "kritik"


def assessed(v, p, found):
    if p.get("vurdering"):
        found["t9", "Vurderede klagepunkter"] += 1
        found["t9", p["vurdering"]["udfald"]] += 1
        if p["vurdering"]["udfald"] == "kritik":
            found["t9b", p["vurdering"].get("grad") or "-"] += 1
        if p["vurdering"].get("henstilling"):
            found["t9", "Henstillinger"] += 1
            told = "ingen-melding"
            for event in v["own"]:
                numbers = event.get("punkter")
                if event["handling"] == "tilbagemelding" and (not numbers or p["nr"] in numbers):
                    told = event["henstilling"]
            found["t9", "henstilling " + told] += 1


def presented(v, found, fra, til):
    for p in v["points"]:
        concerned = [e for e in v["all"] if not e.get("punkter") or p["nr"] in e["punkter"]]
        sent = [i for i, e in enumerate(concerned) if e["handling"] == "videresend"]
        if sent and fra <= concerned[sent[0]]["dato"] <= til:
            later = concerned[sent[0] :]
            answered = any(e["handling"] == "centersvar" for e in later)
            result = (p["medhold"] or "uoplyst") if answered else "ubesvaret"
            found["t5", p["center"], result] += 1


def answers(views, found, fra, til):
    taken = {}
    for v in views:
        for asked, days, late, day in answered(v):
            if fra <= day <= til:
                taken.setdefault(asked, []).append((days, late))
    for center, pairs in taken.items():
        for days, _ in pairs:
            found["t6b", center, in_steps(days)] += 1
    every = [pair for pairs in taken.values() for pair in pairs]
    for center, pairs in [*taken.items(), ("", every)]:
        days = [n for n, _ in pairs]
        found["t6", center, "antal"] = len(pairs)
        found["t6", center, "median"] = float(median(days)) if days else None
        found["t6", center, "gennemsnit"] = round(mean(days), 1) if days else None
        found["t6", center, "over-frist"] = sum(late for _, late in pairs)


def in_steps(days):
    for last, step in ((5, "0-5"), (10, "6-10"), (20, "11-20"), (30, "21-30")):
        if days <= last:
            return step
    return "over 30"


def answered(v):
    """Yield each answer: the centre asked, the working days, whether it was late, and the day."""
    asked, frist, reminded = None, None, False
    own = {id(event) for event in v["own"]}
    for event in v["all"]:
        if event["handling"] in ASKING:
            asked, frist, reminded = event, event.get("frist"), False
        elif event["handling"] == "centersvar" and asked:
            if id(event) in own:
                late = bool(frist) and event["dato"] > frist
                days = working_days(asked["dato"], event["dato"])
                yield whose(v, asked), days, late, event["dato"]
            asked = None
        else:
            reminded |= event["handling"] == "rykker"
            frist = frist if reminded and not closes(event) else moved(event, frist)


def moved(event, frist):
    """Return the centre's deadline after an event: moved, or gone with the case's closing."""
    if closes(event):
        return None
    if event["handling"] in ("opdelt", "uformel-kontakt"):
        return event.get("frist", frist)
    if event["handling"] == "forlaeng-frist" and event.get("hvilken") == "svar":
        return event["frist"]
    return event.get("frister", {}).get("svar", frist)


def whose(v, asked):
    numbers = asked.get("punkter") or ()
    theirs = [p["center"] for p in v["points"] if p["nr"] in numbers]
    return asked.get("center") or (theirs or [v["center"]])[0]


def working_days(start, end):
    """Count the days after *start* until *end* on which people work."""
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and not is_holiday(day) for day in days)


def is_holiday(day):
    easter = date.fromisoformat(f"{day.year}-{EASTER[day.year]}")
    return day.strftime("%m-%d") in CLOSED or (day - easter).days in (-3, -2, 1, 39, 50)
