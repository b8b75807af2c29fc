"""The site's standing pages in place of Wagtail's welcome page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils.timezone import now

# Treebeard's materialised path: four characters for each level.
ROOT_PATH = "0001"
HOME_PATH = ROOT_PATH + "0001"
HOME_URL = "/home/"
INDEX_PAGES = [
    ("articles", "RoundtableIndexPage", "roundtables", "圆桌"),
    ("articles", "CommentaryIndexPage", "commentaries", "评论"),
    ("initiatives", "InitiativeIndexPage", "initiatives", "行动档案"),
    ("home", "MethodologyPage", "methodology", "方法说明"),
]
DEFAULT_PORTS = {"http": 80, "https": 443}


def create_page(apps, app_label, model_name, **place):
    """A live page, with all that Wagtail and treebeard would have filled in."""
    model = apps.get_model(app_label, model_name)
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model_name.lower()
    )
    moment = now()
    return model.objects.create(
        draft_title=place["title"],
        content_type=content_type,
        locale=apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first(),
        live=True,
        show_in_menus=True,
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=None,
        **place,
    )


def build_tree(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()

    home = create_page(
        apps,
        "home",
        "HomePage",
        title="言诺",
        slug="home",
        path=HOME_PATH,
        depth=2,
        numchild=len(INDEX_PAGES),
        url_path=HOME_URL,
    )
    for number, (app_label, model_name, slug, title) in enumerate(INDEX_PAGES, start=1):
        create_page(
            apps,
            app_label,
            model_name,
            title=title,
            slug=slug,
            path=f"{HOME_PATH}{number:04d}",
            depth=3,
            numchild=0,
            url_path=f"{HOME_URL}{slug}/",
        )
    Page.objects.filter(path=ROOT_PATH).update(numchild=1, title="全部页面", draft_title="全部页面")

    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or DEFAULT_PORTS.get(address.scheme, 80),
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page_id=home.pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("articles", "0001_initial"),
        ("initiatives", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        # Tables that refer to pages and sites must exist before rows are deleted.
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [migrations.RunPython(build_tree, migrations.RunPython.noop)]
