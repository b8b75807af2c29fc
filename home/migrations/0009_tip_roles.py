"""Who reads what readers send in, and decides what becomes of it."""

from django.db import migrations

EDITOR, CHIEF = "编辑", "主编"
# (codename, Chinese name)
PERMISSIONS = [("view_sourcetip", "可以查看线索"), ("change_sourcetip", "可以修改线索")]


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    content_type, _ = ContentType.objects.get_or_create(app_label="initiatives", model="sourcetip")
    for codename, name in PERMISSIONS:
        row, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        for group in Group.objects.filter(name__in=[EDITOR, CHIEF]):
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [("home", "0008_newsroom_filings"), ("initiatives", "0005_check_desk")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
