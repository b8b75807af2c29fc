"""The progress picture stays in its frame and says what was reported."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.progress import NARROW, WIDE, Reading, Revision, draw_progress, expected_value
from initiatives.tests.factories import NumberCommitmentFactory, ProgressReportFactory

START, END = dt.date(2025, 1, 1), dt.date(2026, 1, 1)


def reading(day: dt.date, value: str, verified: bool = False) -> Reading:
    return Reading(day, Decimal(value), verified, "会员自报")


def test_a_steady_pace_lies_between_baseline_and_target():
    half = START + (END - START) / 2
    assert expected_value(Decimal(60), Decimal(80), START, END, START) == 60
    assert expected_value(Decimal(60), Decimal(80), START, END, END) == 80
    assert round(expected_value(Decimal(60), Decimal(80), START, END, half)) == 70
    assert expected_value(Decimal(60), Decimal(80), START, END, dt.date(2030, 1, 1)) == 80
    assert expected_value(Decimal(60), Decimal(80), END, END, END) == 80


@pytest.mark.parametrize(
    ("readings", "target", "deadline"),
    [
        ([], Decimal(5), END),
        ([reading(START, "1")], None, END),
        ([reading(START, "1")], Decimal(5), None),
    ],
)
def test_nothing_to_draw_is_no_picture(readings, target, deadline):
    assert draw_progress(readings, target, deadline, END, steady=True) is None


@given(
    st.lists(
        st.tuples(
            st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)),
            st.decimals(-(10**9), 10**9, places=2),
        ),
        min_size=1,
        max_size=12,
    ),
    st.decimals(-(10**9), 10**9, places=2),
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)),
    st.sampled_from([WIDE, NARROW]),
)
def test_every_point_stays_in_the_frame(rows, target, deadline, frame):
    readings = [Reading(day, value, False, "会员自报") for day, value in rows]
    picture = draw_progress(readings, target, deadline, END, steady=True, frame=frame)
    assert len(picture.points) == len(rows)
    for point in picture.points:
        assert frame.left <= point.x <= frame.right
        assert frame.top - 1 <= point.y <= frame.bottom + 1
    assert frame.top - 1 <= picture.target_y <= frame.bottom + 1


@pytest.mark.django_db
def test_the_page_tells_self_reports_from_verified_values(client):
    commitment = NumberCommitmentFactory(
        accumulates=True, baseline=100_000, baseline_on=dt.date(2025, 9, 28)
    )
    ProgressReportFactory(commitment=commitment, value=300_000, as_of=dt.date(2025, 12, 31))
    ProgressReportFactory(
        commitment=commitment, value=400_000, as_of=dt.date(2026, 3, 31), verified=True
    )
    html = client.get(commitment.get_absolute_url()).content.decode()
    assert "30万辆（会员自报）" in html
    assert "40万辆（编辑部已核实）" in html
    assert "progress__point--hollow" in html


def test_labels_of_close_points_do_not_cover_each_other():
    rows = [(dt.date(2026, 8, 5), "76"), (dt.date(2026, 11, 22), "71")]
    readings = [reading(START, "90"), *(reading(day, value) for day, value in rows)]
    picture = draw_progress(readings, Decimal(60), dt.date(2028, 10, 31), END, steady=True)
    first, second = (
        (point.x - WIDE.label / 2, point.x + WIDE.label / 2, point.label_y)
        for point in picture.points[1:]
    )
    assert first[0] < second[1]
    assert second[0] < first[1]
    assert abs(first[2] - second[2]) >= 17


FORMER = Revision(dt.date(2024, 10, 1), Decimal(95), dt.date(2025, 7, 1))


def test_a_target_that_was_given_up_is_marked_where_it_stood():
    picture = draw_progress(
        [reading(START, "60")], Decimal(90), END, END, steady=True, revisions=[FORMER]
    )
    former = picture.former_targets[0]
    assert former.y < picture.target_y
    assert WIDE.left < former.x < picture.target_x
    assert former.revision is FORMER


def test_a_target_that_lay_further_off_widens_the_picture():
    far = replace(FORMER, deadline=dt.date(2030, 1, 1), target=Decimal(400))
    picture = draw_progress(
        [reading(START, "60")], Decimal(90), END, END, steady=True, revisions=[far]
    )
    assert picture.end == far.deadline
    assert WIDE.left < picture.target_x < picture.former_targets[0].x <= WIDE.right
    assert WIDE.top <= picture.former_targets[0].y < picture.target_y


@pytest.mark.django_db
def test_the_page_marks_only_what_an_editor_found_superseded(client):
    fields = {"baseline": 10, "baseline_on": dt.date(2025, 1, 1)}
    earlier = NumberCommitmentFactory(target=95)
    same = {"speaker": earlier.speaker, "said_on": dt.date(2026, 9, 28), "target": 90}
    later = NumberCommitmentFactory(**same, **fields, supersedes=earlier)
    html = client.get(later.get_absolute_url()).content.decode()
    assert "2025年9月说 95辆" in html
    assert "2025年9月28日说的目标" in html
    later.supersedes = None
    later.save()
    assert "说的目标" not in client.get(later.get_absolute_url()).content.decode()
