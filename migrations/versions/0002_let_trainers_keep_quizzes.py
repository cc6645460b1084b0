"""Let trainers keep quizzes"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

OLD_ACTS = (
    'agreement.ended',
    'agreement.entered',
    'agreement.in_force',
    'agreement.sent',
    'agreement.signed',
    'agreement.verified',
    'assessment.recorded',
    'attendance.recorded',
    'card.issued',
    'certificate.issued',
    'certificate.paper_made',
    'certificate.revoked',
    'certificate.superseded',
    'cohort.created',
    'cohort.trainer_appointed',
    'cohort.trainer_released',
    'consent.given',
    'consent.withdrawn',
    'decision.approved',
    'decision.proposed',
    'decision.withdrawn',
    'enrolment.ended',
    'enrolment.made',
    'enrolment.withdrawn',
    'field_entry.claimed',
    'field_entry.confirmed',
    'field_entry.refused',
    'field_entry.withdrawn',
    'indicator.promised',
    'institution.entered',
    'link.made',
    'meeting.planned',
    'participant_record.completed',
    'password.changed',
    'person.added',
    'person.changed',
    'person.disabled',
    'person.enabled',
    'person.signed_in',
    'programme.created',
    'quiz.submitted',
    'report.exported',
    'role.ended',
    'role.granted',
    'standard.frozen',
    'submission.handed_in',
    'submission.marked',
    'submission.withdrawn',
)
NEW_ACTS = (
    'attempt.granted',
    'essay.marked',
    'extra_time.given',
    'late_answer.accepted',
    'paper_test.made',
    'question.voided',
    'quiz.regraded',
    'review_date.set',
)
NEW_LETTERS = ('essay_marked', 'quiz_result_changed')
OLD_LETTERS = (
    'invitation',
    'password_reset',
    'sign_in_link',
    'submission_returned',
    'submission_marked',
    'certificate_issued',
)


def upgrade() -> None:
    op.create_table('paper_tests',
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quiz_slug', sa.String(length=100), nullable=False),
    sa.Column('version_digest', sa.String(length=64), nullable=False),
    sa.Column('drawn', sa.JSON(), nullable=False),
    sa.Column('request_key', sa.String(length=64), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_paper_tests_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['made_by_id'], ['people.id'], name=op.f('fk_paper_tests_made_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['version_digest'], ['authored_versions.digest'], name=op.f('fk_paper_tests_version_digest_authored_versions'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_tests')),
    sa.UniqueConstraint('cohort_id', 'request_key', name=op.f('uq_paper_tests_cohort_id_request_key'))
    )
    with op.batch_alter_table('paper_tests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_tests_made_by_id'), ['made_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_tests_version_digest'), ['version_digest'], unique=False)

    op.create_table('question_voids',
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quiz_slug', sa.String(length=100), nullable=False),
    sa.Column('question_id', sa.String(length=100), nullable=False),
    sa.Column('voided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=400), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_question_voids_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['voided_by_id'], ['people.id'], name=op.f('fk_question_voids_voided_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_voids')),
    sa.UniqueConstraint('cohort_id', 'quiz_slug', 'question_id', name=op.f('uq_question_voids_cohort_id_quiz_slug_question_id'))
    )
    with op.batch_alter_table('question_voids', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_voids_voided_by_id'), ['voided_by_id'], unique=False)

    op.create_table('review_dates',
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quiz_slug', sa.String(length=100), nullable=False),
    sa.Column('shown_on', sa.Date(), nullable=False),
    sa.Column('set_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_review_dates_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['set_by_id'], ['people.id'], name=op.f('fk_review_dates_set_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_dates')),
    sa.UniqueConstraint('cohort_id', 'quiz_slug', name=op.f('uq_review_dates_cohort_id_quiz_slug'))
    )
    with op.batch_alter_table('review_dates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_dates_set_by_id'), ['set_by_id'], unique=False)

    op.create_table('attempt_grants',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quiz_slug', sa.String(length=100), nullable=False),
    sa.Column('granted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=400), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_attempt_grants_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['granted_by_id'], ['people.id'], name=op.f('fk_attempt_grants_granted_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt_grants'))
    )
    with op.batch_alter_table('attempt_grants', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempt_grants_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempt_grants_granted_by_id'), ['granted_by_id'], unique=False)

    op.create_table('essay_marks',
    sa.Column('attempt_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question_id', sa.String(length=100), nullable=False),
    sa.Column('marked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('supersedes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['quiz_attempts.id'], name=op.f('fk_essay_marks_attempt_id_quiz_attempts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['marked_by_id'], ['people.id'], name=op.f('fk_essay_marks_marked_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['supersedes_id'], ['essay_marks.id'], name=op.f('fk_essay_marks_supersedes_id_essay_marks'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_essay_marks')),
    sa.UniqueConstraint('supersedes_id', name=op.f('uq_essay_marks_supersedes_id'))
    )
    with op.batch_alter_table('essay_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_essay_marks_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_essay_marks_marked_by_id'), ['marked_by_id'], unique=False)
        batch_op.create_index('uq_essay_marks_first', ['attempt_id', 'question_id'], unique=True, sqlite_where=sa.text('supersedes_id IS NULL'), postgresql_where=sa.text('supersedes_id IS NULL'))

    with op.batch_alter_table('quiz_answers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('late', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('final', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('counts', sa.Enum('best', 'last', 'first', name='counts', native_enum=False, create_constraint=True, length=32), server_default='best', nullable=False))
        batch_op.add_column(sa.Column('paper_test_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_quiz_attempts_paper_test_id'), ['paper_test_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_quiz_attempts_paper_test_id_paper_tests'), 'paper_tests', ['paper_test_id'], ['id'], ondelete='RESTRICT')

    with op.batch_alter_table('quiz_results', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cause', sa.Enum('submitted', 'time_over', 'essay_marked', 'key_corrected', 'question_voided', 'late_accepted', name='cause', native_enum=False, create_constraint=True, length=32), server_default='submitted', nullable=False))
        batch_op.add_column(sa.Column('waits', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_quiz_results_made_by_id'), ['made_by_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_quiz_results_made_by_id_people'), 'people', ['made_by_id'], ['id'], ondelete='RESTRICT')

    # The only reason so far was a word of the service; a reason is now what a person gave.
    op.execute("UPDATE quiz_results SET reason = ''")
    _let_words_be('audit_entries', 'act', *sorted((*OLD_ACTS, *NEW_ACTS)))
    _let_words_be('letters', 'kind', *OLD_LETTERS, *NEW_LETTERS)


def downgrade() -> None:
    # What was done with these acts cannot be undone: the chain of the audit must not be broken.
    _let_words_be('audit_entries', 'act', *OLD_ACTS)
    # A letter that nobody can write any more cannot be delivered either.
    op.execute("DELETE FROM letters WHERE kind IN ('essay_marked', 'quiz_result_changed')")
    _let_words_be('letters', 'kind', *OLD_LETTERS)
    op.execute("UPDATE quiz_results SET reason = 'submitted'")
    with op.batch_alter_table('quiz_results', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_quiz_results_made_by_id_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_quiz_results_made_by_id'))
        batch_op.drop_constraint(batch_op.f('ck_quiz_results_cause'), type_='check')
        batch_op.drop_column('made_by_id')
        batch_op.drop_column('waits')
        batch_op.drop_column('cause')

    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_quiz_attempts_paper_test_id_paper_tests'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_quiz_attempts_paper_test_id'))
        batch_op.drop_constraint(batch_op.f('ck_quiz_attempts_counts'), type_='check')
        batch_op.drop_column('paper_test_id')
        batch_op.drop_column('counts')

    with op.batch_alter_table('quiz_answers', schema=None) as batch_op:
        batch_op.drop_column('final')
        batch_op.drop_column('late')

    with op.batch_alter_table('essay_marks', schema=None) as batch_op:
        batch_op.drop_index('uq_essay_marks_first', sqlite_where=sa.text('supersedes_id IS NULL'), postgresql_where=sa.text('supersedes_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_essay_marks_marked_by_id'))
        batch_op.drop_index(batch_op.f('ix_essay_marks_attempt_id'))

    op.drop_table('essay_marks')
    with op.batch_alter_table('attempt_grants', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attempt_grants_granted_by_id'))
        batch_op.drop_index(batch_op.f('ix_attempt_grants_enrolment_id'))

    op.drop_table('attempt_grants')
    with op.batch_alter_table('review_dates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_dates_set_by_id'))

    op.drop_table('review_dates')
    with op.batch_alter_table('question_voids', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_voids_voided_by_id'))

    op.drop_table('question_voids')
    with op.batch_alter_table('paper_tests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_tests_version_digest'))
        batch_op.drop_index(batch_op.f('ix_paper_tests_made_by_id'))

    op.drop_table('paper_tests')


def _let_words_be(table: str, column: str, *words: str) -> None:
    """Change the list of words that a column may hold."""
    said = f'{column} IN (' + ', '.join(f"'{word}'" for word in words) + ')'
    name = op.f(f'ck_{table}_{column}')
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, said)
