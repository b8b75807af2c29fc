"""What readers see of people, organisations and commitments.

The templates read everything from the object itself, so that an editor's preview of a draft and
the public page are the same.
"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import DetailView, TemplateView

from .ledger.explorer import Explorer
from .models import Commitment, InitiativePage, Organisation, Person


class PublicSnippetView(DetailView):
    """A published snippet at its own address."""

    def get_queryset(self) -> QuerySet:
        return self.model.objects.public()


class PersonListView(TemplateView):
    """Everybody on record, filed by the first letter of the name's pinyin."""

    template_name = "initiatives/person_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = Count("commitments", filter=Q(commitments__live=True))
        people = Person.objects.public().for_listing().annotate(commitment_count=made)
        return super().get_context_data(**kwargs) | {"people": people.order_by("pinyin", "pk")}


class PersonView(PublicSnippetView):
    """Positions over time, commitments by verdict, initiatives."""

    template_name = "initiatives/person_detail.html"
    model = Person

    def get_queryset(self) -> QuerySet[Person]:
        return super().get_queryset().select_related("organisation", "portrait")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initiatives = InitiativePage.objects.visible().promised_by(self.object)
        return super().get_context_data(**kwargs) | {"initiatives": initiatives}


class OrganisationListView(TemplateView):
    """Everybody that is spoken for, by kind."""

    template_name = "initiatives/organisation_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = Count("commitments", filter=Q(commitments__live=True))
        organisations = Organisation.objects.public().annotate(commitment_count=made)
        return super().get_context_data(**kwargs) | {
            "organisations": organisations.order_by("kind", "pinyin", "pk")
        }


class OrganisationView(PublicSnippetView):
    """Its people, its commitments, what it leads and joins."""

    template_name = "initiatives/organisation_detail.html"
    model = Organisation

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initiatives = (
            InitiativePage.objects.visible().filter(partners__organisation=self.object).distinct()
        )
        return super().get_context_data(**kwargs) | {"initiatives": initiatives}


class CommitmentView(PublicSnippetView):
    """One commitment: the words, the number, the deadline, how it stands and why."""

    template_name = "initiatives/commitment_detail.html"
    model = Commitment
    slug_field = "code"
    slug_url_kwarg = "code"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Codes are written in capitals; by hand they are not always typed so."""
        code = kwargs["code"]
        if code != code.upper():
            return redirect("commitment_detail", code.upper(), permanent=True)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Commitment]:
        return super().get_queryset().for_listing()


class CommitmentListView(TemplateView):
    """The ledger, as its address asks for it. What it does not know, it ignores aloud."""

    template_name = "initiatives/commitment_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        explorer = Explorer(request.GET, request.path)
        if tidied := explorer.tidied:
            return redirect(tidied)
        context = self.get_context_data(explorer=explorer, page_obj=explorer.page)
        response = self.render_to_response(context)
        # A form has its own order of parameters; what a reader shares has the one of a state.
        response["HX-Push-Url"] = explorer.own_address
        return response
