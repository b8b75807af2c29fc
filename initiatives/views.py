"""Public views."""
from django.views.generic import View
class PersonListView(View): pass
class PersonView(View): pass
class OrganisationView(View): pass
class CommitmentListView(View): pass
class CommitmentView(View): pass
class MarkRedirectView(View): pass
class CorrectionListView(View): pass
class SearchView(View): pass
