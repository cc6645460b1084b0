"""Keep participants, figures and lists"""

import sqlalchemy as sa
from alembic import op
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

OLD_ACTS = (
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
    'file.scanned',
    'indicator.promised',
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
    'participant_record.completed',
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
    'report.exported',
    'review_date.set',
    'role.ended',
    'role.granted',
    'standard.frozen',
    'submission.entered',
    'submission.handed_in',
    'submission.marked',
    'submission.withdrawn',
    'talk.held',
    'validity.set',
    'witness_contact.deleted',
)
NEW_ACTS = (
    'adoption_proof.entered',
    'adoption_proof.verified',
    'adoption_proof.withdrawn',
    'agreement.changed',
    'figures.hidden',
    'figures.published',
    'institution.changed',
    'participant_form.chosen',
    'participant_record.read',
    'participant_record.saved',
    'participant_records.sealed',
    'report.asked',
    'snapshot.taken',
    'view.removed',
    'view.saved',
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
)
NEW_LETTERS = ('file_ready', 'status_asked')
OLD_ROLES = ('trainer', 'validator', 'coordinator', 'auditor', 'administrator')
OLD_VERSIONS = ('quiz', 'assignment', 'rule', 'consent', 'journal')


def upgrade() -> None:
    op.create_table('audit_heads',
    sa.Column('entries', sa.Integer(), nullable=False),
    sa.Column('last_id', sa.BigInteger(), nullable=True),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_heads'))
    )
    op.execute(
        "INSERT INTO audit_heads (id, entries, last_id, hash)"
        " SELECT 1, (SELECT count(*) FROM audit_entries), id, hash FROM audit_entries"
        " ORDER BY id DESC LIMIT 1"
    )
    op.create_table('participant_identities',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('pesel_hash', sa.String(length=64), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_participant_identities_person_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant_identities')),
    sa.UniqueConstraint('person_id', name=op.f('uq_participant_identities_person_id')),
    sa.UniqueConstraint('pesel_hash', name=op.f('uq_participant_identities_pesel_hash'))
    )
    op.create_table('indicator_snapshots',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('payment_claim', 'final_report', 'check', 'correction', name='purpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('claim_number', sa.String(length=100), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('corrects_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('taken_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("(purpose = 'correction') = (corrects_id IS NOT NULL)", name=op.f('ck_indicator_snapshots_corrects')),
    sa.CheckConstraint("corrects_id IS NULL OR reason <> ''", name=op.f('ck_indicator_snapshots_correction_says_why')),
    sa.ForeignKeyConstraint(['corrects_id'], ['indicator_snapshots.id'], name=op.f('fk_indicator_snapshots_corrects_id_indicator_snapshots'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_indicator_snapshots_programme_id_programmes'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['taken_by_id'], ['people.id'], name=op.f('fk_indicator_snapshots_taken_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_snapshots')),
    sa.UniqueConstraint('programme_id', 'number', name=op.f('uq_indicator_snapshots_programme_id_number'))
    )
    with op.batch_alter_table('indicator_snapshots', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_snapshots_corrects_id'), ['corrects_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicator_snapshots_taken_by_id'), ['taken_by_id'], unique=False)

    _keep_snapshots_as_they_are()

    op.create_table('prepared_files',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('list', sa.Enum('certification', 'register', 'receipt', 'progress', 'gradebook', 'attendance', 'gaps', 'participants', 'agreements', 'closeout', name='list', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('ending', sa.String(length=20), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('language', sa.Enum('pl', 'en', name='language', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('rows_done', sa.Integer(), nullable=False),
    sa.Column('rows_all', sa.Integer(), nullable=True),
    sa.Column('ready_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('bytes', sa.BigInteger(), nullable=True),
    sa.Column('stored_as', sa.String(length=200), nullable=True),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(ready_at IS NULL) = (sha256 IS NULL) AND (ready_at IS NULL) = (bytes IS NULL)', name=op.f('ck_prepared_files_ready_whole')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['people.id'], name=op.f('fk_prepared_files_asked_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_prepared_files_programme_id_programmes'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prepared_files'))
    )
    with op.batch_alter_table('prepared_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prepared_files_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_prepared_files_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index('ix_prepared_files_waiting', ['ready_at', 'not_before'], unique=False)

    op.create_table('saved_views',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('list', sa.Enum('certification', 'register', 'receipt', 'progress', 'gradebook', 'attendance', 'gaps', 'participants', 'agreements', 'closeout', name='list', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_saved_views_person_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_saved_views_programme_id_programmes'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views')),
    sa.UniqueConstraint('programme_id', 'person_id', 'list', 'name', name=op.f('uq_saved_views_programme_id_person_id_list_name'))
    )
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_views_person_id'), ['person_id'], unique=False)

    op.create_table('adoption_proofs',
    sa.Column('agreement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('resolution', 'appointment', 'report', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('file_stored_as', sa.String(length=200), nullable=False),
    sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verified_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(verified_by_id IS NULL) = (verified_at IS NULL)', name=op.f('ck_adoption_proofs_verified_when')),
    sa.CheckConstraint('verified_by_id <> entered_by_id', name=op.f('ck_adoption_proofs_four_eyes')),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreements.id'], name=op.f('fk_adoption_proofs_agreement_id_agreements'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['entered_by_id'], ['people.id'], name=op.f('fk_adoption_proofs_entered_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['verified_by_id'], ['people.id'], name=op.f('fk_adoption_proofs_verified_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adoption_proofs'))
    )
    with op.batch_alter_table('adoption_proofs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_adoption_proofs_agreement_id'), ['agreement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_adoption_proofs_entered_by_id'), ['entered_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_adoption_proofs_verified_by_id'), ['verified_by_id'], unique=False)

    op.create_table('counted_spans',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('city', sa.String(length=100), nullable=False),
    sa.Column('sex', sa.Enum('woman', 'man', name='sex', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('counted_from', sa.Date(), nullable=False),
    sa.Column('counted_until', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('counted_until > counted_from', name=op.f('ck_counted_spans_not_empty')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_counted_spans_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_counted_spans_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_counted_spans_person_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_counted_spans_programme_id_programmes'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_counted_spans')),
    sa.UniqueConstraint('programme_id', 'person_id', 'counted_from', name=op.f('uq_counted_spans_programme_id_person_id_counted_from'))
    )
    with op.batch_alter_table('counted_spans', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_counted_spans_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_counted_spans_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index('ix_counted_spans_figure', ['programme_id', 'counted_from', 'counted_until', 'sex', 'cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_counted_spans_person_id'), ['person_id'], unique=False)

    op.create_table('standings',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sort_name', sa.String(length=400).with_variant(sa.VARCHAR(length=400, collation='C'), 'postgresql'), nullable=False),
    sa.Column('city', sa.String(length=100), nullable=False),
    sa.Column('sex', sa.Enum('woman', 'man', name='sex', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('state', sa.Enum('counted', 'certified', 'to_approve', 'qualified', 'missing', 'withdrawn', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('met', sa.Integer(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('record_complete', sa.Boolean(), nullable=False),
    sa.Column('certificate_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('number', sa.String(length=60), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('why_not', sa.JSON(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificates.id'], name=op.f('fk_standings_certificate_id_certificates'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohorts.id'], name=op.f('fk_standings_cohort_id_cohorts'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_standings_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_standings_person_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_standings_programme_id_programmes'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standings')),
    sa.UniqueConstraint('enrolment_id', name=op.f('uq_standings_enrolment_id'))
    )
    with op.batch_alter_table('standings', schema=None) as batch_op:
        batch_op.create_index('ix_standings_by_cohort', ['cohort_id', 'sort_name', 'enrolment_id'], unique=False)
        batch_op.create_index('ix_standings_by_name', ['programme_id', 'sort_name', 'enrolment_id'], unique=False)
        batch_op.create_index('ix_standings_by_state', ['programme_id', 'state', 'sort_name', 'enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_standings_certificate_id'), ['certificate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_standings_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('agreements', schema=None) as batch_op:
        batch_op.add_column(sa.Column('institution_capacity', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('beneficiary_capacity', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('support', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('ended_because', sa.String(length=400), nullable=True))

    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_consents_entered_by_id'), ['entered_by_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_consents_entered_by_id_people'), 'people', ['entered_by_id'], ['id'], ondelete='RESTRICT')

    with op.batch_alter_table('indicator_targets', schema=None) as batch_op:
        batch_op.add_column(sa.Column('target_women', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('target_men', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('definition', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('moment_of_measurement', sa.String(length=400), server_default='', nullable=False))
        batch_op.create_check_constraint('sexes_not_negative', 'target_women >= 0 AND target_men >= 0')

    with op.batch_alter_table('institutions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('street', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('postal_code', sa.String(length=6), nullable=True))
        batch_op.add_column(sa.Column('email', sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column('phone', sa.String(length=40), nullable=True))

    # What was said until now: all of it is kept, complete, outside this service.
    with op.batch_alter_table('participant_records', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revision', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('form_digest', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('sealed', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('sex', sa.Enum('woman', 'man', name='sex', native_enum=False, create_constraint=True, length=32), nullable=True))
        batch_op.add_column(sa.Column('missing', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('followed_up', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('source', sa.Enum('person', 'paper', 'kept_outside', name='source', native_enum=False, create_constraint=True, length=32), server_default='kept_outside', nullable=False))
        batch_op.add_column(sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_participant_records_enrolment_id'), type_='unique')
        batch_op.create_index(batch_op.f('ix_participant_records_form_digest'), ['form_digest'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_participant_records_enrolment_id_revision'), ['enrolment_id', 'revision'])
        batch_op.create_index('uq_participant_records_holding', ['enrolment_id'], unique=True, sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_participant_records_form_digest_authored_versions'), 'authored_versions', ['form_digest'], ['digest'], ondelete='RESTRICT')
        batch_op.drop_column('values')

    # A record without a day can only be one that nobody has completed.
    op.execute(
        "UPDATE participant_records SET recorded_at = coalesce(completed_at, CURRENT_TIMESTAMP),"
        " completed_at = CASE WHEN complete THEN coalesce(completed_at, CURRENT_TIMESTAMP) END,"
        " followed_up = complete"
    )
    with op.batch_alter_table('participant_records', schema=None) as batch_op:
        batch_op.alter_column('recorded_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        for column in ('revision', 'missing', 'followed_up', 'source'):
            batch_op.alter_column(column, server_default=None)
        batch_op.create_check_constraint('sealed_here', "(source = 'kept_outside') = (sealed IS NULL)")
        batch_op.create_check_constraint('sealed_by_form', '(sealed IS NULL) = (form_digest IS NULL)')
        batch_op.create_check_constraint('complete_since', 'complete = (completed_at IS NOT NULL)')

    with op.batch_alter_table('programmes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('participant_form_digest', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('figures_public', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('standings_kept_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_programmes_participant_form_digest'), ['participant_form_digest'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_programmes_participant_form_digest_authored_versions'), 'authored_versions', ['participant_form_digest'], ['digest'], ondelete='RESTRICT')
    with op.batch_alter_table('programmes', schema=None) as batch_op:
        batch_op.alter_column('figures_public', server_default=None)
    with op.batch_alter_table('indicator_targets', schema=None) as batch_op:
        batch_op.alter_column('definition', server_default=None)
        batch_op.alter_column('moment_of_measurement', server_default=None)

    _let_words_be('audit_entries', 'act', *sorted(OLD_ACTS + NEW_ACTS))
    _let_words_be('letters', 'kind', *OLD_LETTERS, *NEW_LETTERS)
    _let_words_be('role_grants', 'role', *OLD_ROLES[:-1], 'lead_partner', OLD_ROLES[-1])
    _let_words_be('authored_versions', 'kind', *OLD_VERSIONS, 'participant_form')


def downgrade() -> None:
    # What was done with these acts cannot be undone: the chain of the audit must not be broken.
    _let_words_be('audit_entries', 'act', *OLD_ACTS)
    # A letter that nobody can write any more cannot be delivered either.
    kinds = ', '.join(f"'{kind}'" for kind in NEW_LETTERS)
    op.execute(f'DELETE FROM letters WHERE kind IN ({kinds})')
    _let_words_be('letters', 'kind', *OLD_LETTERS)
    op.execute("DELETE FROM role_grants WHERE role = 'lead_partner'")
    _let_words_be('role_grants', 'role', *OLD_ROLES)

    with op.batch_alter_table('programmes', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_programmes_participant_form_digest_authored_versions'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_programmes_participant_form_digest'))
        batch_op.drop_column('standings_kept_at')
        batch_op.drop_column('figures_public')
        batch_op.drop_column('participant_form_digest')

    # Only whether the data are complete is kept; what they say goes, and so do earlier revisions.
    op.execute('DELETE FROM participant_records WHERE superseded_at IS NOT NULL')
    with op.batch_alter_table('participant_records', schema=None) as batch_op:
        batch_op.add_column(sa.Column('values', sa.JSON(), server_default='{}', nullable=False))
        for name in ('sealed_here', 'sealed_by_form', 'complete_since'):
            batch_op.drop_constraint(batch_op.f(f'ck_participant_records_{name}'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_participant_records_sex'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_participant_records_source'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_participant_records_form_digest_authored_versions'), type_='foreignkey')
        batch_op.drop_index('uq_participant_records_holding', sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))
        batch_op.drop_constraint(batch_op.f('uq_participant_records_enrolment_id_revision'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_participant_records_form_digest'))
        batch_op.create_unique_constraint(batch_op.f('uq_participant_records_enrolment_id'), ['enrolment_id'])
        for column in ('superseded_at', 'recorded_at', 'source', 'followed_up', 'missing', 'sex', 'sealed', 'form_digest', 'revision'):
            batch_op.drop_column(column)
    with op.batch_alter_table('participant_records', schema=None) as batch_op:
        batch_op.alter_column('values', server_default=None)

    with op.batch_alter_table('institutions', schema=None) as batch_op:
        batch_op.drop_column('phone')
        batch_op.drop_column('email')
        batch_op.drop_column('postal_code')
        batch_op.drop_column('street')

    with op.batch_alter_table('indicator_targets', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_indicator_targets_sexes_not_negative'), type_='check')
        batch_op.drop_column('moment_of_measurement')
        batch_op.drop_column('definition')
        batch_op.drop_column('target_men')
        batch_op.drop_column('target_women')

    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_consents_entered_by_id_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_consents_entered_by_id'))
        batch_op.drop_column('entered_by_id')
        batch_op.drop_column('signed_on')

    with op.batch_alter_table('agreements', schema=None) as batch_op:
        batch_op.drop_column('ended_because')
        batch_op.drop_column('support')
        batch_op.drop_column('beneficiary_capacity')
        batch_op.drop_column('institution_capacity')

    with op.batch_alter_table('standings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_standings_person_id'))
        batch_op.drop_index(batch_op.f('ix_standings_certificate_id'))
        batch_op.drop_index('ix_standings_by_state')
        batch_op.drop_index('ix_standings_by_name')
        batch_op.drop_index('ix_standings_by_cohort')

    op.drop_table('standings')
    with op.batch_alter_table('counted_spans', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_counted_spans_person_id'))
        batch_op.drop_index('ix_counted_spans_figure')
        batch_op.drop_index(batch_op.f('ix_counted_spans_enrolment_id'))
        batch_op.drop_index(batch_op.f('ix_counted_spans_cohort_id'))

    op.drop_table('counted_spans')
    with op.batch_alter_table('adoption_proofs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_adoption_proofs_verified_by_id'))
        batch_op.drop_index(batch_op.f('ix_adoption_proofs_entered_by_id'))
        batch_op.drop_index(batch_op.f('ix_adoption_proofs_agreement_id'))

    op.drop_table('adoption_proofs')
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_views_person_id'))

    op.drop_table('saved_views')
    with op.batch_alter_table('prepared_files', schema=None) as batch_op:
        batch_op.drop_index('ix_prepared_files_waiting')
        batch_op.drop_index(batch_op.f('ix_prepared_files_programme_id'))
        batch_op.drop_index(batch_op.f('ix_prepared_files_asked_by_id'))

    op.drop_table('prepared_files')
    with op.batch_alter_table('indicator_snapshots', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_snapshots_taken_by_id'))
        batch_op.drop_index(batch_op.f('ix_indicator_snapshots_corrects_id'))

    op.drop_table('indicator_snapshots')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION IF EXISTS refuse_change_of_snapshot()')
    op.drop_table('participant_identities')
    op.drop_table('audit_heads')
    op.execute("DELETE FROM authored_versions WHERE kind = 'participant_form'")
    _let_words_be('authored_versions', 'kind', *OLD_VERSIONS)


def _let_words_be(table: str, column: str, *words: str) -> None:
    """Change the list of words that a column may hold."""
    said = f'{column} IN (' + ', '.join(f"'{word}'" for word in words) + ')'
    name = op.f(f'ck_{table}_{column}')
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, said)


def _keep_snapshots_as_they_are() -> None:
    """The database refuses to change or delete what was frozen, whoever asks."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            'CREATE OR REPLACE FUNCTION refuse_change_of_snapshot() RETURNS trigger LANGUAGE plpgsql AS'
            " $$ BEGIN RAISE EXCEPTION 'a snapshot never changes'; END $$"
        )
        op.execute(
            'CREATE TRIGGER snapshots_never_change BEFORE UPDATE OR DELETE ON indicator_snapshots'
            ' FOR EACH ROW EXECUTE FUNCTION refuse_change_of_snapshot()'
        )
    else:
        for deed in ('update', 'delete'):
            op.execute(
                f'CREATE TRIGGER snapshots_never_{deed} BEFORE {deed.upper()} ON indicator_snapshots'
                " BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END"
            )
