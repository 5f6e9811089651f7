//! Classes (P31) that say what an item is.
//!
//! Classes form a graph of millions of edges; this table of those that most items are given directly does without it.

use crate::gazetteer::Kind;

/// What an item of this class is.
pub(super) fn kind(class: &str) -> Option<Kind> {
    Some(match class {
        "Q5" => Kind::Person,
        "Q6256" | "Q3624078" | "Q3024240" | "Q1763527" => Kind::Country,
        "Q161243" | "Q46395" | "Q15239622" | "Q10711424" => Kind::Territory,
        "Q10864048" | "Q35657" | "Q11828004" | "Q107390" | "Q34876" | "Q1615742" => Kind::Admin1,
        "Q13220204" | "Q28575" | "Q47168" | "Q106658" => Kind::Admin2,
        "Q515" | "Q486972" | "Q532" | "Q3957" | "Q1549591" | "Q5119" | "Q1637706" | "Q200250" | "Q15284"
        | "Q484170" | "Q747074" | "Q262166" | "Q123705" | "Q188509" | "Q5084" | "Q1093829" | "Q7930989" | "Q498162" => {
            Kind::PopulatedPlace
        }
        "Q4022" | "Q23397" | "Q165" | "Q9430" | "Q39594" | "Q37901" | "Q131681" | "Q12284" | "Q355304" | "Q47521" => {
            Kind::Water
        }
        "Q8502" | "Q46831" | "Q23442" | "Q33837" | "Q8514" | "Q39816" | "Q34763" | "Q8072" | "Q185113" | "Q54050" => {
            Kind::Landform
        }
        "Q82794" | "Q5107" | "Q15642541" | "Q1620908" => Kind::Region,
        "Q1248784" | "Q44782" | "Q12280" | "Q41176" | "Q16560" | "Q3918" | "Q134447" | "Q245016" | "Q483110" => {
            Kind::Facility
        }
        "Q7188" | "Q327333" | "Q20857065" | "Q640506" => Kind::Government,
        "Q192350" => Kind::Ministry,
        "Q35749" | "Q11204" | "Q10553309" | "Q375928" | "Q637846" => Kind::Legislature,
        "Q772547" | "Q37726" | "Q4508" | "Q176799" => Kind::Military,
        "Q732717" | "Q35535" => Kind::Police,
        "Q41487" | "Q190752" => Kind::Court,
        "Q245065" | "Q484652" | "Q15285626" | "Q1335818" => Kind::Igo,
        "Q7278" => Kind::Party,
        "Q17149090" => Kind::ArmedGroup,
        "Q783794" | "Q4830453" | "Q891723" | "Q6881511" | "Q22687" | "Q46970" => Kind::Company,
        "Q192283" | "Q11032" | "Q1193236" | "Q1110794" | "Q1616075" | "Q14350" | "Q11033" | "Q17232649" => Kind::Media,
        "Q79913" | "Q163740" | "Q708676" => Kind::Ngo,
        "Q43229" | "Q2659904" => Kind::Organization,
        _ => return None,
    })
}
