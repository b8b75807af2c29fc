"""The ledger's own order, newest said first: a page of it without sorting all the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0006_ledger_changes")]

    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["-said_on", "code"], name="commitment_said"),
        ),
    ]
