"""Keep panels, exceptions and credentials"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
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
    'decision.approved',
    'decision.proposed',
    'decision.withdrawn',
    'enrolment.ended',
    'enrolment.made',
    'enrolment.withdrawn',
    'essay.marked',
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
    'submission.entered',
    'submission.handed_in',
    'submission.marked',
    'submission.withdrawn',
    'talk.held',
    'witness_contact.deleted',
)
NEW_ACTS = (
    'appeal.decided',
    'appeal.lodged',
    'correction.approved',
    'correction.proposed',
    'correction.withdrawn',
    'exception.approved',
    'exception.entered',
    'exception.refused',
    'exception.withdrawn',
    'panel.called',
    'panel.cancelled',
    'panel.marked',
    'panel.member_declared',
    'panel.recorded',
    'programme_mark.added',
    'programme_mark.removed',
    'register.exported',
    'validity.set',
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
)
NEW_LETTERS = (
    'panel_called',
    'decision_made',
    'appeal_decided',
    'certificate_revoked',
    'certificate_ends',
)
OLD_DOORS = ('password', 'card', 'link')
NEW_DOORS = ('verification', 'surname')


def upgrade() -> None:
    op.create_table('programme_marks',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('stored_as', sa.String(length=200), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['programme_id'], ['programmes.id'], name=op.f('fk_programme_marks_programme_id_programmes'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_marks'))
    )
    with op.batch_alter_table('programme_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_marks_programme_id'), ['programme_id'], unique=False)

    op.create_table('exceptions',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('prior_learning', 'adjustment', 'paper_record', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('requirement', sa.String(length=100), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'approved', 'refused', 'withdrawn', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("(decided_by_id IS NOT NULL) = (state IN ('approved', 'refused'))", name=op.f('ck_exceptions_decided_by_whom')),
    sa.CheckConstraint('(decided_at IS NULL) = (decided_by_id IS NULL)', name=op.f('ck_exceptions_decided_when')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_exceptions_amount')),
    sa.CheckConstraint('decided_by_id <> entered_by_id', name=op.f('ck_exceptions_two_people')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['people.id'], name=op.f('fk_exceptions_decided_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_exceptions_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['entered_by_id'], ['people.id'], name=op.f('fk_exceptions_entered_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exceptions'))
    )
    with op.batch_alter_table('exceptions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exceptions_decided_by_id'), ['decided_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exceptions_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exceptions_entered_by_id'), ['entered_by_id'], unique=False)
        batch_op.create_index('uq_exceptions_replaced', ['enrolment_id', 'requirement'], unique=True, sqlite_where=sa.text("kind = 'prior_learning' AND state IN ('waiting', 'approved')"), postgresql_where=sa.text("kind = 'prior_learning' AND state IN ('waiting', 'approved')"))

    op.create_table('panels',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sitting', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('called_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('called_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_why', sa.String(length=400), nullable=True),
    sa.Column('joint_levels', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('joint_statement', sa.Text(), nullable=True),
    sa.Column('to_supplement', sa.Text(), nullable=True),
    sa.Column('outcome', sa.Enum('awarded', 'supplement', 'not_awarded', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('protocol_number', sa.String(length=60), nullable=True),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(cancelled_at IS NULL) = (cancelled_why IS NULL)', name=op.f('ck_panels_cancelled_why')),
    sa.CheckConstraint('(recorded_at IS NULL) = (outcome IS NULL) AND (recorded_at IS NULL) = (protocol_number IS NULL) AND (recorded_at IS NULL) = (recorded_by_id IS NULL)', name=op.f('ck_panels_recorded_whole')),
    sa.CheckConstraint('cancelled_at IS NULL OR recorded_at IS NULL', name=op.f('ck_panels_held_or_cancelled')),
    sa.CheckConstraint('sitting BETWEEN 1 AND 2', name=op.f('ck_panels_sitting')),
    sa.ForeignKeyConstraint(['called_by_id'], ['people.id'], name=op.f('fk_panels_called_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_panels_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['people.id'], name=op.f('fk_panels_recorded_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panels')),
    sa.UniqueConstraint('protocol_number', name=op.f('uq_panels_protocol_number'))
    )
    with op.batch_alter_table('panels', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panels_called_by_id'), ['called_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panels_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panels_recorded_by_id'), ['recorded_by_id'], unique=False)
        batch_op.create_index('uq_panels_sitting', ['enrolment_id', 'sitting'], unique=True, sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))

    op.create_table('self_assessments',
    sa.Column('enrolment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moment', sa.Enum('entry', 'middle', 'exit', name='moment', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('competence', sa.String(length=40), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 5', name=op.f('ck_self_assessments_level')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolments.id'], name=op.f('fk_self_assessments_enrolment_id_enrolments'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_assessments')),
    sa.UniqueConstraint('enrolment_id', 'moment', 'competence', name=op.f('uq_self_assessments_enrolment_id_moment_competence'))
    )
    op.create_table('panel_members',
    sa.Column('panel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seat', sa.Enum('trainer_of_another_cohort', 'practising_organiser', 'institution', name='seat', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('capacity', sa.String(length=200), nullable=False),
    sa.Column('institution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('chairs', sa.Boolean(), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('comment', sa.Text(), server_default='', nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('entered_at IS NULL OR declared_at IS NOT NULL', name=op.f('ck_panel_members_declared_first')),
    sa.ForeignKeyConstraint(['institution_id'], ['institutions.id'], name=op.f('fk_panel_members_institution_id_institutions'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['panel_id'], ['panels.id'], name=op.f('fk_panel_members_panel_id_panels'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_panel_members_person_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_members')),
    sa.UniqueConstraint('panel_id', 'person_id', name=op.f('uq_panel_members_panel_id_person_id')),
    sa.UniqueConstraint('panel_id', 'seat', name=op.f('uq_panel_members_panel_id_seat'))
    )
    with op.batch_alter_table('panel_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_panel_members_institution_id'), ['institution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_panel_members_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_panel_members_chair', ['panel_id'], unique=True, sqlite_where=sa.text('chairs'), postgresql_where=sa.text('chairs'))

    op.create_table('appeals',
    sa.Column('decision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lodged_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lodged_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Enum('upheld', 'dismissed', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('statement', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (outcome IS NULL)', name=op.f('ck_appeals_decided_whole')),
    sa.CheckConstraint('decided_by_id <> lodged_by_id', name=op.f('ck_appeals_two_people')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['people.id'], name=op.f('fk_appeals_decided_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_appeals_decision_id_decisions'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['lodged_by_id'], ['people.id'], name=op.f('fk_appeals_lodged_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeals')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_appeals_decision_id'))
    )
    with op.batch_alter_table('appeals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeals_decided_by_id'), ['decided_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appeals_lodged_by_id'), ['lodged_by_id'], unique=False)

    op.create_table('panel_marks',
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('criterion', sa.String(length=40), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('level BETWEEN 0 AND 3', name=op.f('ck_panel_marks_level')),
    sa.ForeignKeyConstraint(['member_id'], ['panel_members.id'], name=op.f('fk_panel_marks_member_id_panel_members'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_marks')),
    sa.UniqueConstraint('member_id', 'criterion', name=op.f('uq_panel_marks_member_id_criterion'))
    )
    op.create_table('corrections',
    sa.Column('certificate_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('name', 'renewal', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('holder_name', sa.String(length=200), nullable=False),
    sa.Column('why', sa.String(length=400), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(approved_by_id IS NULL) = (approved_at IS NULL)', name=op.f('ck_corrections_approved_when')),
    sa.CheckConstraint('approved_at IS NULL OR withdrawn_at IS NULL', name=op.f('ck_corrections_closed_once')),
    sa.CheckConstraint('approved_by_id <> proposed_by_id', name=op.f('ck_corrections_two_people')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['people.id'], name=op.f('fk_corrections_approved_by_id_people'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificates.id'], name=op.f('fk_corrections_certificate_id_certificates'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['people.id'], name=op.f('fk_corrections_proposed_by_id_people'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_corrections_approved_by_id'), ['approved_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_corrections_certificate_id'), ['certificate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_corrections_proposed_by_id'), ['proposed_by_id'], unique=False)
        batch_op.create_index('uq_corrections_waiting', ['certificate_id'], unique=True, sqlite_where=sa.text('approved_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('approved_at IS NULL AND withdrawn_at IS NULL'))

    with op.batch_alter_table('certificate_papers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('not_before', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('tries', sa.Integer(), server_default='0', nullable=False))
        batch_op.alter_column('sha256',
               existing_type=sa.String(length=64),
               nullable=True)
        batch_op.alter_column('stored_as',
               existing_type=sa.String(length=200),
               nullable=True)
        batch_op.alter_column('made_at',
               existing_type=sa.DateTime(timezone=True),
               nullable=True)
        batch_op.create_check_constraint('made_whole', '(made_at IS NULL) = (sha256 IS NULL) AND (made_at IS NULL) = (stored_as IS NULL)')

    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('credential', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('status_index', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('supersedes_because', sa.Enum('name', 'renewal', name='supersedes_because', native_enum=False, create_constraint=True, length=32), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_certificates_status_index'), ['status_index'])

    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('panel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_decisions_panel_id'), ['panel_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_decisions_panel_id_panels'), 'panels', ['panel_id'], ['id'], ondelete='RESTRICT')

    with op.batch_alter_table('programmes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('certificate_months', sa.Integer(), nullable=True))
        batch_op.create_check_constraint('months', 'certificate_months > 0')

    # The worker makes every paper that nobody has asked for yet.
    op.execute(
        "INSERT INTO certificate_papers (certificate_id, language)"
        " SELECT certificates.id, languages.language FROM certificates"
        " CROSS JOIN (SELECT 'pl' AS language UNION SELECT 'en') AS languages"
        " WHERE NOT EXISTS (SELECT 1 FROM certificate_papers"
        " WHERE certificate_papers.certificate_id = certificates.id"
        " AND certificate_papers.language = languages.language)"
    )
    _let_words_be('audit_entries', 'act', *sorted(OLD_ACTS + NEW_ACTS))
    _let_words_be('letters', 'kind', *OLD_LETTERS, *NEW_LETTERS)
    _let_words_be('wrong_tries', 'door', *OLD_DOORS, *NEW_DOORS)



def downgrade() -> None:
    # What was done with these acts cannot be undone: the chain of the audit must not be broken.
    _let_words_be('audit_entries', 'act', *OLD_ACTS)
    # A letter that nobody can write any more cannot be delivered either.
    kinds = ', '.join(f"'{kind}'" for kind in NEW_LETTERS)
    op.execute(f'DELETE FROM letters WHERE kind IN ({kinds})')
    _let_words_be('letters', 'kind', *OLD_LETTERS)
    doors = ', '.join(f"'{door}'" for door in NEW_DOORS)
    op.execute(f'DELETE FROM wrong_tries WHERE door IN ({doors})')
    _let_words_be('wrong_tries', 'door', *OLD_DOORS)
    op.execute('DELETE FROM certificate_papers WHERE made_at IS NULL')
    with op.batch_alter_table('programmes', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_programmes_months'), type_='check')
        batch_op.drop_column('certificate_months')

    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_decisions_panel_id_panels'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_decisions_panel_id'))
        batch_op.drop_column('panel_id')

    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_certificates_status_index'), type_='unique')
        batch_op.drop_constraint(batch_op.f('ck_certificates_supersedes_because'), type_='check')
        batch_op.drop_column('supersedes_because')
        batch_op.drop_column('status_index')
        batch_op.drop_column('credential')

    with op.batch_alter_table('certificate_papers', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_certificate_papers_made_whole'), type_='check')
        batch_op.alter_column('made_at',
               existing_type=sa.DateTime(timezone=True),
               nullable=False)
        batch_op.alter_column('stored_as',
               existing_type=sa.String(length=200),
               nullable=False)
        batch_op.alter_column('sha256',
               existing_type=sa.String(length=64),
               nullable=False)
        batch_op.drop_column('tries')
        batch_op.drop_column('not_before')

    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.drop_index('uq_corrections_waiting', sqlite_where=sa.text('approved_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('approved_at IS NULL AND withdrawn_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_corrections_proposed_by_id'))
        batch_op.drop_index(batch_op.f('ix_corrections_certificate_id'))
        batch_op.drop_index(batch_op.f('ix_corrections_approved_by_id'))

    op.drop_table('corrections')
    op.drop_table('panel_marks')
    with op.batch_alter_table('appeals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appeals_lodged_by_id'))
        batch_op.drop_index(batch_op.f('ix_appeals_decided_by_id'))

    op.drop_table('appeals')
    with op.batch_alter_table('panel_members', schema=None) as batch_op:
        batch_op.drop_index('uq_panel_members_chair', sqlite_where=sa.text('chairs'), postgresql_where=sa.text('chairs'))
        batch_op.drop_index(batch_op.f('ix_panel_members_person_id'))
        batch_op.drop_index(batch_op.f('ix_panel_members_institution_id'))

    op.drop_table('panel_members')
    op.drop_table('self_assessments')
    with op.batch_alter_table('panels', schema=None) as batch_op:
        batch_op.drop_index('uq_panels_sitting', sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_panels_recorded_by_id'))
        batch_op.drop_index(batch_op.f('ix_panels_enrolment_id'))
        batch_op.drop_index(batch_op.f('ix_panels_called_by_id'))

    op.drop_table('panels')
    with op.batch_alter_table('exceptions', schema=None) as batch_op:
        batch_op.drop_index('uq_exceptions_replaced', sqlite_where=sa.text("kind = 'prior_learning' AND state IN ('waiting', 'approved')"), postgresql_where=sa.text("kind = 'prior_learning' AND state IN ('waiting', 'approved')"))
        batch_op.drop_index(batch_op.f('ix_exceptions_entered_by_id'))
        batch_op.drop_index(batch_op.f('ix_exceptions_enrolment_id'))
        batch_op.drop_index(batch_op.f('ix_exceptions_decided_by_id'))

    op.drop_table('exceptions')
    with op.batch_alter_table('programme_marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_marks_programme_id'))

    op.drop_table('programme_marks')


def _let_words_be(table: str, column: str, *words: str) -> None:
    """Change the list of words that a column may hold."""
    said = f'{column} IN (' + ', '.join(f"'{word}'" for word in words) + ')'
    name = op.f(f'ck_{table}_{column}')
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, said)
