from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0003_review_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaignscoring",
            name="before",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="campaignscoring",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
