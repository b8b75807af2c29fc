"""The dialog 承诺 with the manuscript parser behind it: what a selected sentence says already.

Number, unit, comparator and deadline are filled in from the words; commitments of the same
speaker that look alike are offered before a new one is made.
"""

import datetime as dt
from difflib import SequenceMatcher
from typing import Any

from django.forms import ModelForm
from django.urls import reverse
from django.utils.timezone import localdate

from initiatives.choosers import (
    MarkChooseResultsView,
    MarkChooserViewSet,
    MarkChooseView,
    MarkCreateView,
)
from initiatives.enums import CommitmentKind, Comparator, DeadlinePrecision
from initiatives.models import Commitment

from .manuscripts.measures import Measures, read_measures
from .marks import same_words

__all__ = ["ReadingMarkChooserViewSet", "alike", "filled_in"]

LOOKED_AT = 200  # of a speaker's commitments, the newest
OFFERED = 5
LIKENESS = 0.6  # of two quotes, as SequenceMatcher counts
NUMBER_LENGTH = Commitment._meta.get_field("number_text").max_length
DEADLINE_LENGTH = Commitment._meta.get_field("deadline_text").max_length


def filled_in(measures: Measures, said_on: dt.date) -> dict[str, Any]:
    """First values of the form; a deadline before the day it was said is left out."""
    values: dict[str, Any] = {}
    if measures.targets:
        target = measures.targets[0]
        values |= {
            "kind": CommitmentKind.NUMBER,
            "comparator": target.comparator,
            "target": f"{target.value:f}",
            "unit": target.unit,
            "number_text": target.text[:NUMBER_LENGTH],
        }
    if measures.deadline and measures.deadline >= said_on:
        values |= {
            "deadline": measures.deadline,
            "deadline_precision": measures.deadline_precision,
            "deadline_text": measures.deadline_text[:DEADLINE_LENGTH],
        }
    return values


def in_words(values: dict[str, Any]) -> list[str]:
    """What was filled in, for the editor to check at a glance."""
    words = []
    if "target" in values:
        comparator = Comparator(values["comparator"]).label
        words.append(f"{comparator} {values['target']} {values['unit']}（{values['number_text']}）")
    if "deadline" in values:
        precision = DeadlinePrecision(values["deadline_precision"]).label
        words.append(f"期限 {values['deadline']}（{precision}）")
    return words


def alike(quote: str, speaker: int | None, measures: Measures) -> list[Commitment]:
    """Commitments of one speaker that say much the same, likest first. One query."""
    if not quote or not speaker:
        return []
    numbers = {(target.value, target.unit) for target in measures.targets}
    found = []
    for commitment in Commitment.objects.filter(speaker=speaker).for_listing()[:LOOKED_AT]:
        same = same_words(quote, commitment.quote)
        likeness = 1.0 if same else SequenceMatcher(None, quote, commitment.quote).ratio()
        if (commitment.target, commitment.unit) in numbers:
            likeness = max(likeness, LIKENESS)
        if likeness >= LIKENESS:
            found.append((likeness, commitment))
    found.sort(key=lambda pair: -pair[0])
    return [commitment for _, commitment in found[:OFFERED]]


class ReadsTheSentence:
    """Adds what the sentence says to the new commitment's form, and what is like it."""

    creation_form_template_name = "articles/marking/new_commitment.html"

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_creation_form_kwargs()
        self.understood, self.others, self.similar = [], [], []
        initial = kwargs.get("initial")
        if not initial or not initial.get("quote"):
            return kwargs
        said_on = initial.get("said_on") or localdate()
        measures = read_measures(initial["quote"], said_on)
        values = filled_in(measures, said_on)
        kwargs["initial"] = initial | values
        self.understood = in_words(values)
        self.others = [target.text for target in measures.targets[1:]]
        self.similar = alike(initial["quote"], initial.get("speaker"), measures)
        return kwargs

    def get_creation_form_context_data(self, form: ModelForm) -> dict[str, Any]:
        similar = [(one, reverse(self.chosen_url_name, args=[one.pk])) for one in self.similar]
        return {
            **super().get_creation_form_context_data(form),
            "understood": self.understood,
            "others": self.others,
            "similar": similar,
        }


class ReadingMarkChooseView(ReadsTheSentence, MarkChooseView):
    """The dialog behind the toolbar button 承诺."""


class ReadingMarkChooseResultsView(ReadsTheSentence, MarkChooseResultsView):
    """Its list, while searching or paging."""


class ReadingMarkCreateView(ReadsTheSentence, MarkCreateView):
    """Saves the new commitment; what is wrong is shown with the same hints."""


class ReadingMarkChooserViewSet(MarkChooserViewSet):
    """The dialog for marking a sentence, with the sentence read."""

    choose_view_class = ReadingMarkChooseView
    choose_results_view_class = ReadingMarkChooseResultsView
    create_view_class = ReadingMarkCreateView
