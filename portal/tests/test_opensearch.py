"""Moving the search to OpenSearch: by settings alone, with the same models."""

import pytest
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models

from portal.settings import opensearch
from portal.tests.environment import manage, production

pytestmark = pytest.mark.once


@pytest.fixture
def backend(settings):
    settings.WAGTAILSEARCH_BACKENDS = opensearch.backends("https://u:p@one:9200,https://two:9200")
    return get_search_backend()


def test_the_environment_names_the_machines(tmp_path):
    asked = "from django.conf import settings; print(settings.WAGTAILSEARCH_BACKENDS)"
    given = production(str(tmp_path), OPENSEARCH_URL="https://search.example.cn:9200")
    answer = manage("shell", "-v0", "-c", asked, env=given)
    assert "wagtail.search.backends.opensearch3" in answer.stdout, answer.stderr
    assert "https://search.example.cn:9200" in answer.stdout


def test_every_model_has_its_mapping_and_chinese_its_analyser(backend):
    assert [host["host"] for host in backend.hosts] == ["one", "two"]
    analysis = backend.settings["settings"]["analysis"]
    assert analysis["analyzer"]["default"]["filter"][-1] == "letters_and_pairs"
    assert analysis["filter"]["letters_and_pairs"]["output_unigrams"] is True
    assert "edgengram_analyzer" in analysis["analyzer"]
    for model in get_indexed_models():
        mapping = backend.mapping_class(model).get_mapping()
        assert mapping["properties"]["pk"], model
        assert backend.get_index_for_model(model).name.startswith("portal_")
