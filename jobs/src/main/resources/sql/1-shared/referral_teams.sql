-- One row per referral in the month's files: the types of all its teams (counting-rules.md 2.1; trust-data.md 3, ServiceTeamType):
-- the primary team of MHS101 and the teams of MHS102, looked up in MHS902 of the same provider and month.
with teams as (
    select
        month_referrals.UniqServReqID,
        month_referrals.submission_id,
        month_referrals.CareProfTeamLocalID as team_id
    from month_referrals
    union all
    select
        concat(MHS102OtherServiceType.organisation_code, MHS102OtherServiceType.ServiceRequestID) as UniqServReqID,
        MHS102OtherServiceType.submission_id,
        MHS102OtherServiceType.OtherCareProfTeamLocalID as team_id
    from MHS102OtherServiceType
    where MHS102OtherServiceType.reporting_month = :month
)
select
    teams.UniqServReqID,
    array_sort(collect_set(MHS902ServiceTeamDetails.ServTeamTypeMH)) as team_types,
    coalesce(bool_or(MHS902ServiceTeamDetails.ServTeamTypeMH in ('A11', 'C05')), false) as has_liaison_team,        -- published PLS set
    coalesce(bool_or(MHS902ServiceTeamDetails.ServTeamTypeMH in ('A02', 'A18', 'A19')), false) as has_crisis_team,  -- published CCR set
    coalesce(
        bool_or(MHS902ServiceTeamDetails.ServTeamTypeMH in ('A20', 'A21', 'A22', 'A23', 'A24', 'A25')), false
    ) as has_other_crisis_team,
    coalesce(
        bool_or(
            MHS902ServiceTeamDetails.ServTeamTypeMH
            in ('A02', 'A03', 'A04', 'A18', 'A19', 'A20', 'A21', 'A22', 'A23', 'A24', 'A25')
        ),
        false
    ) as has_crisis_service_team,                                                                                   -- NHSE set, CHO-02
    coalesce(bool_or(MHS902ServiceTeamDetails.ServTeamTypeMH = 'A20'), false) as has_place_of_safety_team
from teams
left join MHS902ServiceTeamDetails
    on teams.submission_id = MHS902ServiceTeamDetails.submission_id
    and teams.team_id = MHS902ServiceTeamDetails.CareProfTeamLocalID
group by teams.UniqServReqID
