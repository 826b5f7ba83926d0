"""Golden frames of figures."""

from gateway.protocol import enums, messages, queries, views
from tests.helpers.golden.base import INCIDENT, OFFICER, POST, after, result


def asks() -> dict[str, queries.AnyAsk]:
    """Questions about figures."""
    return {"figures": queries.Figures(since=after(-86_400), until=after(0), area="33.24.03")}


def results() -> dict[str, messages.Message]:
    """Their answers."""
    return {"figures": result(figures_view())}


def figures_view() -> views.FiguresView:
    """A day with one incident, as a supervisor sees it."""
    return views.FiguresView(
        since=after(-86_400),
        until=after(0),
        incidents=1,
        measures=(_measure(),),
        shares=(views.ShareView(key="calls_missed", n=4, count=0, behind=()),),
        kinds={enums.Kind.FIRE: 1},
        dispositions={enums.Disposition.HANDLED: 1},
        hours=(1, *(0 for _ in range(167))),
        areas=(
            views.AreaCountView(area="33.24.03.2001", desa="Sukorejo", kecamatan="Sukorejo", n=1),
        ),
        load=views.AlarmLoadView(
            alarms=1,
            windows=144,
            mean=0.01,
            mean_below=1.0,
            peak=1.0,
            peak_below=10.0,
            peak_at=after(-3_600),
            source="source_eemua",
        ),
        uptime=views.UptimeView(
            posts=1,
            online=0.99,
            longest_s=864.0,
            longest_post=POST,
            worst=(views.PostSilenceView(post=POST, online=0.99, silences=1, longest_s=864.0),),
        ),
        officers=(
            views.OfficerFiguresView(
                officer=OFFICER, claims=1, p50_s=17.5, p90_s=17.5, signed_s=28_800.0, break_s=900.0
            ),
        ),
    )


def _measure() -> views.MeasureView:
    target = views.TargetView(share=0.9, within_s=15.0, source="source_nena", met=0)
    return views.MeasureView(
        key="press_claimed",
        n=1,
        missing=0,
        p50_s=17.5,
        p90_s=17.5,
        p95_s=17.5,
        max_s=17.5,
        targets=(target,),
        edges_s=(15.0, 20.0),
        bins=(0, 1, 0),
        late=(INCIDENT,),
    )
