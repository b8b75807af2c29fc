"""What `WAGTAILSEARCH_BACKENDS` names."""

from modelsearch.backends.base import BaseSearchBackend

from .compiling import AutocompleteCompiler, Compiler
from .index import Index, Rebuilder
from .results import Results

__all__ = ["SearchBackend"]


class SearchBackend(BaseSearchBackend):
    """Chinese, on SQLite and PostgreSQL alike."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder
