import django.db.models.deletion
from django.db import migrations, models

from portal.search.token_table import create_table, drop_table


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("portal", "0003_due_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.BigIntegerField()),
                ("heading", models.TextField()),
                ("text", models.TextField()),
                ("suggest", models.TextField()),
                ("sounds", models.TextField()),
                ("day", models.DateField(null=True)),
                ("content_type", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype")),
            ],
            options={
                "verbose_name": "检索条目",
                "verbose_name_plural": "检索条目",
                "constraints": [models.UniqueConstraint(fields=("content_type", "object_id"), name="one_search_entry")],
            },
        ),
        migrations.RunPython(create_table, drop_table),
    ]
