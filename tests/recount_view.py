"""A case of the recount as one would have read it on a day, sharing no code with the program."""

from __future__ import annotations


def split_from(case, cases):
    """Return the case that this one was split off from, and the event; or nothing."""
    for other in cases:
        for event in other["forloeb"]:
            if event["handling"] == "opdel" and case["nummer"] in event["sager"]:
                return other, event
    return None, None


def view(case, cases, til):
    """Return a case as one would have read it at the end of a day."""
    old, split = split_from(case, cases)
    own = [event for event in case["forloeb"] if event["dato"] <= til]
    inherited = before_split(old, split) if old else []
    points = [dict(p) for p in case.get("klagepunkter") or ()]
    for p in points:
        p["status"] = status(p, case["forloeb"], til)
        p["medhold"] = granted(p, own) if any(answers_to(p, e) for e in case["forloeb"]) else None
        if p["medhold"] is None and inherited:
            p["medhold"] = granted(p, inherited)
    mine = [p for p in points if p["status"] != "flyttet"]
    first = mine[0]["center"] if mine else next((e["center"] for e in own if e.get("center")), "-")
    return {
        "nummer": case["nummer"],
        "modtaget": case["modtaget"],
        "begun": split["dato"] if old else case["modtaget"],
        "root": case.get("henvendelse") or case["nummer"],
        "type": case["type"],
        "kanal": case["kanal"],
        "who": case["borger"]["navn"],
        "points": mine,
        "center": first,
        "own": own,
        "inherited": inherited,
        "history": own,
        "all": inherited + own,
    }


def before_split(old, split):
    """Return what the moved klagepunkter had been through, by their new numbers."""
    moved = [p["nr"] for p in old["klagepunkter"] if p["nr"] in split["punkter"]]
    events = []
    for event in old["forloeb"]:
        if event is split:
            return events
        numbers = [moved.index(nr) + 1 for nr in event.get("punkter", ()) if nr in moved]
        if numbers or not event.get("punkter"):
            events.append({**event, "punkter": numbers})
    return events


def status(p, forloeb, til):
    later = [event for event in forloeb if event["dato"] > til]
    said = p.get("status", "behandles")
    for event in later:
        named = p["nr"] in event.get("punkter", ())
        undone = {("opdel", True): "flyttet", ("afvis", True): "afvist"}
        undone[("borger-fastholder", False)] = "ikke-fastholdt"
        if undone.get((event["handling"], named)) == said:
            return "behandles"
    return said


def answers_to(p, event):
    numbers = event.get("punkter")
    return event["handling"] == "centersvar" and (not numbers or p["nr"] in numbers)


def granted(p, events):
    """Return the medhold of the last answer about a klagepunkt."""
    last = None
    for event in events:
        if answers_to(p, event):
            told = event["medhold"]
            pairs = dict(part.split("=") for part in told.split(",")) if "=" in told else {}
            last = pairs.get(str(p["nr"]), last) if pairs else told
    return last
