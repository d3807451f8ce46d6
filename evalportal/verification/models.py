"""The code under which anybody can ask what a settled report is: one for each decision, never given twice."""

from django.db import models

from scoring.models import Decision


class VerificationCode(models.Model):
    """`code` is printed in groups of four; it is stored without the dashes between them."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="verification_code")
    code = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.code
