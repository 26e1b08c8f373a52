-- How do people come to be detained?
-- For: national analysts
-- Mind: What came before tells how people reach a detention: A on admission, B following admission, C following a place of safety order, D following revocation of a community treatment order, P under Part 3 (counting-rules.md 4.4). The strict order tests continuations first.
-- Chart: category, published_order
select
  category,
  count_if(is_new_detention) as published_order,
  count_if(is_new_detention_strict) as strict_order
from mha_detentions
where reporting_month = '2026-09' and is_started_in_month and is_new_detention
group by category
order by category
