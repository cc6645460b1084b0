"""Keep notes, questions and reading wishes"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

OLD_ACTS = (
    'adoption_proof.entered',
    'adoption_proof.verified',
    'adoption_proof.withdrawn',
    'agreement.changed',
    'agreement.ended',
    'agreement.entered',
    'agreement.in_force',
    'agreement.sent',
    'agreement.signed',
    'agreement.verified',
    'appeal.decided',
    'appeal.lodged',
    'assessment.recorded',
    'assignment.planned',
    'attempt.granted',
    'attendance.recorded',
    'card.issued',
    'certificate.issued',
    'certificate.paper_made',
    'certificate.revoked',
    'certificate.superseded',
    'cohort.created',
    'cohort.trainer_appointed',
    'cohort.trainer_released',
    'conflict.declared',
    'conflict.ended',
    'consent.given',
    'consent.withdrawn',
    'correction.approved',
    'correction.proposed',
    'correction.withdrawn',
    'decision.approved',
    'decision.proposed',
    'decision.withdrawn',
    'enrolment.ended',
    'enrolment.made',
    'enrolment.withdrawn',
    'essay.marked',
    'exception.approved',
    'exception.entered',
    'exception.refused',
    'exception.withdrawn',
    'extension.asked',
    'extension.given',
    'extension.refused',
    'extra_time.given',
    'field_entry.changed',
    'field_entry.claimed',
    'field_entry.confirmed',
    'field_entry.refused',
    'field_entry.withdrawn',
    'figures.hidden',
    'figures.published',
    'file.scanned',
    'indicator.promised',
    'institution.changed',
    'institution.entered',
    'late_answer.accepted',
    'link.made',
    'marker.allocated',
    'marker_shares.set',
    'markings.released',
    'meeting.cancelled',
    'meeting.changed',
    'meeting.planned',
    'observation.entered',
    'observation.withdrawn',
    'panel.called',
    'panel.cancelled',
    'panel.marked',
    'panel.member_declared',
    'panel.recorded',
    'paper_test.made',
    'participant_form.chosen',
    'participant_record.completed',
    'participant_record.read',
    'participant_record.saved',
    'participant_records.sealed',
    'password.changed',
    'person.added',
    'person.changed',
    'person.disabled',
    'person.enabled',
    'person.signed_in',
    'programme.created',
    'programme_mark.added',
    'programme_mark.removed',
    'question.voided',
    'quiz.regraded',
    'quiz.submitted',
    'register.exported',
    'report.asked',
    'report.exported',
    'review_date.set',
    'role.ended',
    'role.granted',
    'snapshot.taken',
    'standard.frozen',
    'submission.entered',
    'submission.handed_in',
    'submission.marked',
    'submission.withdrawn',
    'talk.held',
    'validity.set',
    'view.removed',
    'view.saved',
    'witness_contact.deleted',
)
NEW_ACTS = (
    'lesson_question.answered',
    'lesson_question.asked',
    'lesson_question.hidden',
    'lesson_question.shown',
    'lesson_question.withdrawn',
)
OLD_LETTERS = (
    'invitation',
    'password_reset',
    'sign_in_link',
    'submission_returned',
    'submission_marked',
    'certificate_issued',
    'essay_marked',
    'quiz_result_changed',
    'extension_decided',
    'file_infected',
    'marking_digest',
    'panel_called',
    'decision_made',
    'appeal_decided',
    'certificate_revoked',
    'certificate_ends',
    'file_ready',
    'status_asked',
)
NEW_LETTERS = ('question_answered', 'reminder')


def upgrade() -> None:
    op.create_table('lesson_notes',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson_slug', sa.String(length=100), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('request_key', sa.String(length=64), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('revision > 0', name=op.f('ck_lesson_notes_revised')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_lesson_notes_person_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_notes')),
    sa.UniqueConstraint('person_id', 'lesson_slug', 'place', name=op.f('uq_lesson_notes_person_id_lesson_slug_place'))
    )
    op.create_table('lesson_questions',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson_slug', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('wants_letter', sa.Boolean(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('request_key', sa.String(length=64), nullable=False),
    sa.Column('waits_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('unread', sa.Boolean(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shown_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('shown_text', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(shown_at IS NULL) = (shown_text IS NULL) AND (shown_at IS NULL) = (shown_by_id IS NULL)', name=op.f('ck_lesson_questions_shown_whole')),
    sa.CheckConstraint('withdrawn_at IS NULL OR waits_since IS NULL', name=op.f('ck_lesson_questions_withdrawn_waits_not')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_lesson_questions_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['shown_by_id'], ['people.id'], name=op.f('fk_lesson_questions_shown_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_questions')),
    sa.UniqueConstraint('enrolment_id', 'request_key', name=op.f('uq_lesson_questions_enrolment_id_request_key'))
    )
    with op.batch_alter_table('lesson_questions', schema=None) as batch_op:
        batch_op.create_index('ix_lesson_questions_lesson', ['lesson_slug', 'shown_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_lesson_questions_shown_by_id'), ['shown_by_id'], unique=False)
        batch_op.create_index('ix_lesson_questions_waiting', ['waits_since', 'id'], unique=False)

    op.create_table('lesson_replies',
    sa.Column('question_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('written_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('request_key', sa.String(length=64), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['lesson_questions.id'], name=op.f('fk_lesson_replies_question_id_lesson_questions'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_lesson_replies_written_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_replies')),
    sa.UniqueConstraint('question_id', 'request_key', name=op.f('uq_lesson_replies_question_id_request_key'))
    )
    with op.batch_alter_table('lesson_replies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lesson_replies_written_by_id'), ['written_by_id'], unique=False)

    with op.batch_alter_table('enrolments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reminders', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminders_off_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('calendar_version', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('look', sa.String(length=60), server_default='', nullable=False))

    # Nothing ever read the city of a span: its cohort has it.
    with op.batch_alter_table('counted_spans', schema=None) as batch_op:
        batch_op.drop_column('city')

    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f('ck_consents_paper_typed_in'),
            '(signed_on IS NULL) = (entered_by_id IS NULL)',
        )

    _let_words_be('audit_entries', 'act', *sorted(OLD_ACTS + NEW_ACTS))
    _let_words_be('letters', 'kind', *OLD_LETTERS, *NEW_LETTERS)


def downgrade() -> None:
    # What was done with these acts cannot be undone: the chain of the audit must not be broken.
    _let_words_be('audit_entries', 'act', *OLD_ACTS)
    # A letter that nobody can write any more cannot be delivered either.
    kinds = ', '.join(f"'{kind}'" for kind in NEW_LETTERS)
    op.execute(f'DELETE FROM letters WHERE kind IN ({kinds})')
    _let_words_be('letters', 'kind', *OLD_LETTERS)

    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_consents_paper_typed_in'), type_='check')

    with op.batch_alter_table('counted_spans', schema=None) as batch_op:
        batch_op.add_column(sa.Column('city', sa.String(length=100), server_default='', nullable=False))
    op.execute(
        'UPDATE counted_spans SET city ='
        ' (SELECT city FROM cohorts WHERE cohorts.id = counted_spans.cohort_id)'
    )
    with op.batch_alter_table('counted_spans', schema=None) as batch_op:
        batch_op.alter_column('city', server_default=None)

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('look')
        batch_op.drop_column('calendar_version')
        batch_op.drop_column('reminders_off_at')

    with op.batch_alter_table('enrolments', schema=None) as batch_op:
        batch_op.drop_column('reminders')
        batch_op.drop_column('reminded_at')

    with op.batch_alter_table('lesson_replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lesson_replies_written_by_id'))

    op.drop_table('lesson_replies')
    with op.batch_alter_table('lesson_questions', schema=None) as batch_op:
        batch_op.drop_index('ix_lesson_questions_waiting')
        batch_op.drop_index(batch_op.f('ix_lesson_questions_shown_by_id'))
        batch_op.drop_index('ix_lesson_questions_lesson')

    op.drop_table('lesson_questions')
    op.drop_table('lesson_notes')


def _let_words_be(table: str, column: str, *words: str) -> None:
    """Change the list of words that a column may hold."""
    said = f'{column} IN (' + ', '.join(f"'{word}'" for word in words) + ')'
    name = op.f(f'ck_{table}_{column}')
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, said)
