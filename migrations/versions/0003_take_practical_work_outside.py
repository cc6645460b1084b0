"""Take practical work outside"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
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
    'consent.given',
    'consent.withdrawn',
    'decision.approved',
    'decision.proposed',
    'decision.withdrawn',
    'enrolment.ended',
    'enrolment.made',
    'enrolment.withdrawn',
    'essay.marked',
    'extra_time.given',
    'field_entry.claimed',
    'field_entry.confirmed',
    'field_entry.refused',
    'field_entry.withdrawn',
    'indicator.promised',
    'institution.entered',
    'late_answer.accepted',
    'link.made',
    'meeting.planned',
    'paper_test.made',
    'participant_record.completed',
    'password.changed',
    'person.added',
    'person.changed',
    'person.disabled',
    'person.enabled',
    'person.signed_in',
    'programme.created',
    'question.voided',
    'quiz.regraded',
    'quiz.submitted',
    'report.exported',
    'review_date.set',
    'role.ended',
    'role.granted',
    'standard.frozen',
    'submission.handed_in',
    'submission.marked',
    'submission.withdrawn',
)
NEW_ACTS = (
    'assignment.planned',
    'conflict.declared',
    'conflict.ended',
    'extension.asked',
    'extension.given',
    'extension.refused',
    'field_entry.changed',
    'file.scanned',
    'marker.allocated',
    'marker_shares.set',
    'markings.released',
    'meeting.cancelled',
    'meeting.changed',
    'observation.entered',
    'observation.withdrawn',
    'submission.entered',
    'talk.held',
    'witness_contact.deleted',
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
)
NEW_LETTERS = ('extension_decided', 'file_infected', 'marking_digest')
OLD_VERSIONS = ('quiz', 'assignment', 'rule', 'consent')
STATES = ('draft', 'handed_in', 'in_marking', 'settled', 'returned', 'marked')
OLD_STATES = ('draft', 'handed_in', 'returned', 'marked')


def upgrade() -> None:
    op.create_table('conflicts',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('about_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('why', sa.String(length=400), nullable=False),
    sa.Column('declared_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('person_id <> about_id', name=op.f('ck_conflicts_two_people')),
    sa.ForeignKeyConstraint(['about_id'], ['people.id'], name=op.f('fk_conflicts_about_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['declared_by_id'], ['people.id'], name=op.f('fk_conflicts_declared_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_conflicts_person_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflicts'))
    )
    with op.batch_alter_table('conflicts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conflicts_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conflicts_declared_by_id'), ['declared_by_id'], unique=False)
        batch_op.create_index('uq_conflicts_open', ['person_id', 'about_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('bank_comments',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assignment_slug', sa.String(length=100), nullable=False),
    sa.Column('criterion', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('shared', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_bank_comments_person_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_bank_comments_programme_id_programmes'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_comments'))
    )
    with op.batch_alter_table('bank_comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_comments_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bank_comments_programme_id'), ['programme_id'], unique=False)

    op.create_table('assignment_plans',
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assignment_slug', sa.String(length=100), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('second_percent', sa.Integer(), nullable=False),
    sa.Column('holds_markings', sa.Boolean(), nullable=False),
    sa.Column('set_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('second_percent >= 0 AND second_percent <= 100', name=op.f('ck_assignment_plans_percent')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_assignment_plans_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['set_by_id'], ['people.id'], name=op.f('fk_assignment_plans_set_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_plans')),
    sa.UniqueConstraint('cohort_id', 'assignment_slug', name=op.f('uq_assignment_plans_cohort_id_assignment_slug'))
    )
    with op.batch_alter_table('assignment_plans', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_plans_set_by_id'), ['set_by_id'], unique=False)

    op.create_table('marker_shares',
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('first', 'second', 'third', name='role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('share', sa.Integer(), nullable=False),
    sa.Column('set_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('share >= 0 AND share <= 100', name=op.f('ck_marker_shares_percent')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_marker_shares_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_marker_shares_person_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['set_by_id'], ['people.id'], name=op.f('fk_marker_shares_set_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marker_shares')),
    sa.UniqueConstraint('cohort_id', 'person_id', 'role', name=op.f('uq_marker_shares_cohort_id_person_id_role'))
    )
    with op.batch_alter_table('marker_shares', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_marker_shares_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_marker_shares_set_by_id'), ['set_by_id'], unique=False)

    op.create_table('extensions',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assignment_slug', sa.String(length=100), nullable=False),
    sa.Column('wanted_until', sa.Date(), nullable=False),
    sa.Column('why', sa.String(length=400), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_until', sa.Date(), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(length=400), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(decided_by_id IS NULL) = (decided_at IS NULL)', name=op.f('ck_extensions_decided_when')),
    sa.CheckConstraint('given_until IS NULL OR decided_at IS NOT NULL', name=op.f('ck_extensions_given_by_whom')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['people.id'], name=op.f('fk_extensions_decided_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_extensions_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extensions'))
    )
    with op.batch_alter_table('extensions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_extensions_decided_by_id'), ['decided_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_extensions_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index('uq_extensions_open', ['enrolment_id', 'assignment_slug'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))

    op.create_table('observations',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('observation', 'witness_statement', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('assignment_slug', sa.String(length=100), nullable=True),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('file_name', sa.String(length=200), nullable=True),
    sa.Column('media_type', sa.String(length=100), nullable=True),
    sa.Column('bytes', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('stored_as', sa.String(length=200), nullable=True),
    sa.Column('scan', sa.Enum('not_asked', 'waiting', 'clean', 'infected', name='scan', native_enum=False, create_constraint=True, length=32), server_default='not_asked', nullable=False),
    sa.Column('scanned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(sha256 IS NULL) = (stored_as IS NULL)', name=op.f('ck_observations_whole_file')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_observations_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['entered_by_id'], ['people.id'], name=op.f('fk_observations_entered_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observations'))
    )
    with op.batch_alter_table('observations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_observations_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_observations_entered_by_id'), ['entered_by_id'], unique=False)

    op.create_table('work_talks',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assignment_slug', sa.String(length=100), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('held_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agreed', sa.Text(), nullable=False),
    sa.Column('another_time', sa.Boolean(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_work_talks_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['held_by_id'], ['people.id'], name=op.f('fk_work_talks_held_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_talks'))
    )
    with op.batch_alter_table('work_talks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_talks_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_talks_held_by_id'), ['held_by_id'], unique=False)

    op.create_table('entry_versions',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['field_entries.id'], name=op.f('fk_entry_versions_entry_id_field_entries'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry_versions'))
    )
    with op.batch_alter_table('entry_versions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entry_versions_entry_id'), ['entry_id'], unique=False)

    op.create_table('marker_allocations',
    sa.Column('submission_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('first', 'second', 'third', name='role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('allocated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('allocated_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allocated_by_id'], ['people.id'], name=op.f('fk_marker_allocations_allocated_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_marker_allocations_person_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_marker_allocations_submission_id_submissions'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marker_allocations'))
    )
    with op.batch_alter_table('marker_allocations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_marker_allocations_allocated_by_id'), ['allocated_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_marker_allocations_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_marker_allocations_open', ['submission_id', 'role'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('uq_marker_allocations_person', ['submission_id', 'person_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('witness_contacts',
    sa.Column('observation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['observation_id'], ['observations.id'], name=op.f('fk_witness_contacts_observation_id_observations'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_witness_contacts')),
    sa.UniqueConstraint('observation_id', name=op.f('uq_witness_contacts_observation_id'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.Enum('present', 'late', 'excused', 'absent', name='state', native_enum=False, create_constraint=True, length=32), server_default='present', nullable=False))
        batch_op.add_column(sa.Column('excuse', sa.String(length=400), nullable=True))

    with op.batch_alter_table('criterion_marks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('comment', sa.Text(), server_default='', nullable=False))

    with op.batch_alter_table('field_entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version_digest', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('request_key', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('revision', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('channel', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('seldom_heard', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('followed_up_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('given_as', sa.Enum('screen', 'paper', 'spoken', name='given_as', native_enum=False, create_constraint=True, length=32), server_default='screen', nullable=False))

    # Entries from before were sent once each: their own number says so.
    op.execute("UPDATE field_entries SET request_key = 'entry-' || id")
    with op.batch_alter_table('field_entries', schema=None) as batch_op:
        batch_op.alter_column('request_key', existing_type=sa.String(length=64), nullable=False)
        batch_op.drop_index(batch_op.f('ix_field_entries_enrolment_id'))
        batch_op.create_index(batch_op.f('ix_field_entries_entered_by_id'), ['entered_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_field_entries_version_digest'), ['version_digest'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_field_entries_enrolment_id_request_key'), ['enrolment_id', 'request_key'])
        batch_op.create_foreign_key(batch_op.f('fk_field_entries_version_digest_authored_versions'), 'authored_versions', ['version_digest'], ['digest'], ondelete='RESTRICT')
        batch_op.create_foreign_key(batch_op.f('fk_field_entries_entered_by_id_people'), 'people', ['entered_by_id'], ['id'], ondelete='RESTRICT')
        batch_op.create_check_constraint('entered_by_whom', "(given_as = 'screen') = (entered_by_id IS NULL)")

    with op.batch_alter_table('marking_drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('comments', sa.JSON(), server_default='{}', nullable=False))

    with op.batch_alter_table('markings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('correction_reason', sa.String(length=400), nullable=True))

    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('makes_up_for_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('cancelled_why', sa.String(length=400), nullable=True))
        batch_op.create_index(batch_op.f('ix_meetings_makes_up_for_id'), ['makes_up_for_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_meetings_makes_up_for_id_meetings'), 'meetings', ['makes_up_for_id'], ['id'], ondelete='RESTRICT')
        batch_op.create_check_constraint('cancelled_why', '(cancelled_at IS NULL) = (cancelled_why IS NULL)')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('digest_off_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('submission_files', schema=None) as batch_op:
        batch_op.add_column(sa.Column('original_sha256', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('people_in_picture', sa.Enum('nobody', 'agreed', name='people_in_picture', native_enum=False, create_constraint=True, length=32), nullable=True))
        batch_op.add_column(sa.Column('scan', sa.Enum('not_asked', 'waiting', 'clean', 'infected', name='scan', native_enum=False, create_constraint=True, length=32), server_default='not_asked', nullable=False))
        batch_op.add_column(sa.Column('scanned_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('given_as', sa.Enum('screen', 'paper', 'spoken', name='given_as', native_enum=False, create_constraint=True, length=32), server_default='screen', nullable=False))
        batch_op.add_column(sa.Column('next_marking', sa.Enum('first', 'second', 'third', name='next_marking', native_enum=False, create_constraint=True, length=32), nullable=True))
        batch_op.add_column(sa.Column('second_wanted', sa.Boolean(), server_default=sa.false(), nullable=False))

    _let_words_be('submissions', 'state', *STATES)
    op.execute("UPDATE submissions SET next_marking = 'first' WHERE state = 'handed_in'")
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.create_check_constraint('marked_next_by_whom', "(state IN ('handed_in', 'in_marking')) = (next_marking IS NOT NULL)")
        batch_op.create_check_constraint('entered_by_whom', "(given_as = 'screen') = (entered_by_id IS NULL)")

    _let_words_be('authored_versions', 'kind', *OLD_VERSIONS, 'journal')
    _let_words_be('audit_entries', 'act', *sorted((*OLD_ACTS, *NEW_ACTS)))
    _let_words_be('letters', 'kind', *OLD_LETTERS, *NEW_LETTERS)


def downgrade() -> None:
    # What was done with these acts cannot be undone: the chain of the audit must not be broken.
    _let_words_be('audit_entries', 'act', *OLD_ACTS)
    # A letter that nobody can write any more cannot be delivered either.
    op.execute("DELETE FROM letters WHERE kind IN ('extension_decided', 'file_infected', 'marking_digest')")
    _let_words_be('letters', 'kind', *OLD_LETTERS)
    # Work whose second marking is not there yet waits for its first one again.
    op.execute("UPDATE submissions SET state = 'handed_in', next_marking = 'first' WHERE state IN ('in_marking', 'settled')")
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_submissions_marked_next_by_whom'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_submissions_entered_by_whom'), type_='check')
    _let_words_be('submissions', 'state', *OLD_STATES)
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_submissions_given_as'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_submissions_next_marking'), type_='check')
        batch_op.drop_column('second_wanted')
        batch_op.drop_column('next_marking')
        batch_op.drop_column('given_as')

    with op.batch_alter_table('submission_files', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_submission_files_scan'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_submission_files_people_in_picture'), type_='check')
        batch_op.drop_column('scanned_at')
        batch_op.drop_column('scan')
        batch_op.drop_column('people_in_picture')
        batch_op.drop_column('original_sha256')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('digest_off_at')

    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_meetings_makes_up_for_id_meetings'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_meetings_makes_up_for_id'))
        batch_op.drop_constraint(batch_op.f('ck_meetings_cancelled_why'), type_='check')
        batch_op.drop_column('cancelled_why')
        batch_op.drop_column('cancelled_at')
        batch_op.drop_column('makes_up_for_id')

    with op.batch_alter_table('markings', schema=None) as batch_op:
        batch_op.drop_column('correction_reason')

    with op.batch_alter_table('marking_drafts', schema=None) as batch_op:
        batch_op.drop_column('comments')

    with op.batch_alter_table('field_entries', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_field_entries_entered_by_id_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_field_entries_version_digest_authored_versions'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_field_entries_enrolment_id_request_key'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_field_entries_version_digest'))
        batch_op.drop_index(batch_op.f('ix_field_entries_entered_by_id'))
        batch_op.create_index(batch_op.f('ix_field_entries_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.drop_constraint(batch_op.f('ck_field_entries_given_as'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_field_entries_entered_by_whom'), type_='check')
        batch_op.drop_column('given_as')
        batch_op.drop_column('entered_by_id')
        batch_op.drop_column('followed_up_on')
        batch_op.drop_column('seldom_heard')
        batch_op.drop_column('channel')
        batch_op.drop_column('revision')
        batch_op.drop_column('request_key')
        batch_op.drop_column('version_digest')

    op.execute("DELETE FROM authored_versions WHERE kind = 'journal'")
    _let_words_be('authored_versions', 'kind', *OLD_VERSIONS)

    with op.batch_alter_table('criterion_marks', schema=None) as batch_op:
        batch_op.drop_column('comment')

    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_attendance_state'), type_='check')
        batch_op.drop_column('excuse')
        batch_op.drop_column('state')

    op.drop_table('witness_contacts')
    with op.batch_alter_table('marker_allocations', schema=None) as batch_op:
        batch_op.drop_index('uq_marker_allocations_person', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('uq_marker_allocations_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_marker_allocations_person_id'))
        batch_op.drop_index(batch_op.f('ix_marker_allocations_allocated_by_id'))

    op.drop_table('marker_allocations')
    with op.batch_alter_table('entry_versions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entry_versions_entry_id'))

    op.drop_table('entry_versions')
    with op.batch_alter_table('work_talks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_work_talks_held_by_id'))
        batch_op.drop_index(batch_op.f('ix_work_talks_enrolment_id'))

    op.drop_table('work_talks')
    with op.batch_alter_table('observations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_observations_entered_by_id'))
        batch_op.drop_index(batch_op.f('ix_observations_enrolment_id'))

    op.drop_table('observations')
    with op.batch_alter_table('extensions', schema=None) as batch_op:
        batch_op.drop_index('uq_extensions_open', sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_extensions_enrolment_id'))
        batch_op.drop_index(batch_op.f('ix_extensions_decided_by_id'))

    op.drop_table('extensions')
    with op.batch_alter_table('marker_shares', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_marker_shares_set_by_id'))
        batch_op.drop_index(batch_op.f('ix_marker_shares_person_id'))

    op.drop_table('marker_shares')
    with op.batch_alter_table('assignment_plans', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_plans_set_by_id'))

    op.drop_table('assignment_plans')
    with op.batch_alter_table('bank_comments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bank_comments_programme_id'))
        batch_op.drop_index(batch_op.f('ix_bank_comments_person_id'))

    op.drop_table('bank_comments')
    with op.batch_alter_table('conflicts', schema=None) as batch_op:
        batch_op.drop_index('uq_conflicts_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_conflicts_declared_by_id'))
        batch_op.drop_index(batch_op.f('ix_conflicts_about_id'))

    op.drop_table('conflicts')


def _let_words_be(table: str, column: str, *words: str) -> None:
    """Change the list of words that a column may hold."""
    said = f'{column} IN (' + ', '.join(f"'{word}'" for word in words) + ')'
    name = op.f(f'ck_{table}_{column}')
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, said)
