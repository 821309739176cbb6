"""How far sums can go within bounds: linear programs, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.core.intervals import NEAR, Bound, End, Wanted, narrow

Stops = tuple[tuple[int, ...], tuple[int, ...]]


def reach(bounds: Sequence[Bound], wanted: Sequence[Wanted]) -> Mapping[int, tuple[End, End]]:
    """Return, for each wanted sum that cannot go far enough, its two ends and what stops it."""
    program = _Program(bounds) if wanted else None
    found = {}
    for want in wanted:
        assert program is not None
        ends = program.ends(want)
        if any(narrow(want, ends[0].value, ends[1].value)):
            found[want.place] = ends
    return found


class _Program:
    """The bounds as a linear program; each point found shows at once how far every sum can go."""

    def __init__(self, bounds: Sequence[Bound]) -> None:
        import numpy as np

        self._bounds = bounds
        self._inner = sorted({inner for bound in bounds for inner in bound.sums}, key=str)
        self._column = {inner: number for number, inner in enumerate(self._inner)}
        self._solver = _solver(bounds, self._column)
        self._high = np.array([bound.high for bound in bounds])
        self._lowest = np.full(len(bounds), np.inf)
        self._highest = np.full(len(bounds), -np.inf)

    def ends(self, want: Wanted) -> tuple[End, End]:
        """Return how far a sum goes down and up; no farther than it must, if it goes that far."""
        stopped: list[Stops] = [((), ()), ((), ())]
        for way in (0, 1):
            if narrow(want, self._lowest[want.place], self._highest[want.place])[way]:
                stopped[way] = self._solve(want.place, upward=bool(way))
        low, high = float(self._lowest[want.place]), float(self._highest[want.place])
        return End(low, *stopped[0]), End(high, *stopped[1])

    def _solve(self, place: int, *, upward: bool) -> Stops:
        """Take a sum as far as it goes; return the bounds that stop it."""
        import highspy
        import numpy as np

        cost = np.zeros(len(self._inner))
        for inner, times in self._bounds[place].sums.items():
            cost[self._column[inner]] = -times if upward else times
        self._solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._solver.run()
        assert self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = self._solver.getSolution()
        values, duals = np.array(solution.row_value), np.array(solution.row_dual)
        self._lowest = np.minimum(self._lowest, values)
        self._highest = np.maximum(self._highest, values)
        bind = abs(duals) > NEAR
        top = bind & (values > self._high - NEAR)
        return tuple(np.flatnonzero(top).tolist()), tuple(np.flatnonzero(bind & ~top).tolist())


def _solver(bounds: Sequence[Bound], column: Mapping[Any, int]) -> Any:
    """Give the bounds to HiGHS, so that the same program always has the same answer."""
    import highspy
    import numpy as np

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(column), len(bounds)
    program.col_cost_ = program.col_lower_ = np.zeros(len(column))
    program.col_upper_ = np.full(len(column), highspy.kHighsInf)
    program.row_lower_ = np.array([bound.low for bound in bounds], dtype=float)
    program.row_upper_ = np.array([bound.high for bound in bounds], dtype=float)
    rows = [[(column[inner], times) for inner, times in b.sums.items()] for b in bounds]
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    program.a_matrix_.index_ = np.array([c for row in rows for c, _ in row], dtype=np.int32)
    program.a_matrix_.value_ = np.array([t for row in rows for _, t in row], dtype=float)
    solver: Any = highspy.Highs.__bases__[0]()  # the class itself writes a greeting
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)  # primal: the last point stays feasible
    solver.passModel(program)
    return solver
