"""Recordings of calls, for those that still arrive and those that were kept long enough."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """A projection of the journal; there were no calls before."""
    op.create_table(
        "recording",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
    )
    op.create_index("ix_recording_course", "recording", ["course", "moved_at"])
