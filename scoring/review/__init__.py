"""What reviewers do with a sent version: begin, score, comment, finish, pass on, return. `scoring.settling` settles."""

from scoring.review.beginning import begin_review, join_review
from scoring.review.commenting import (
    close_comment,
    record_comment,
    reopen_comment,
    take_back_comment,
    write_comment,
)
from scoring.review.ending import finish_review, pass_on_report, resume_review, return_report, return_to_step
from scoring.review.scoring_rows import agree_rows, save_opinion, save_scores

__all__ = [
    "agree_rows",
    "begin_review",
    "close_comment",
    "finish_review",
    "join_review",
    "pass_on_report",
    "record_comment",
    "reopen_comment",
    "resume_review",
    "return_report",
    "return_to_step",
    "save_opinion",
    "save_scores",
    "take_back_comment",
    "write_comment",
]
