"""One sentence for each way in which the words around a name decide what it is."""

from __future__ import annotations

import pytest

import entmatch

# Text, date, and for some surfaces what is expected of the row: any of its columns.
CASES: list[tuple[str, str, dict[str, dict[str, str | None]]]] = [
    (
        "A ferry from Busan was late. Beijing answered with the largest drills in a generation.",
        "2022-08-03",
        {"Beijing": {"reading": "actor", "code": "CHNGOV"}, "Busan": {"reading": "place", "code": "KOR"}},
    ),
    (
        "Varsovie reproche la décision à Bruxelles. Les troupes rwandaises sont arrivées.",
        "2024-07-08",
        {"Varsovie": {"reading": "actor", "code": "POLGOV"}, "troupes rwandaises": {"code": "RWAMIL"}},
    ),
    (
        "President Bush met Chancellor Kohl. Bush left the next day.",
        "1991-08-22",
        {
            "President Bush": {"name": "George H. W. Bush", "code": "USAGOV"},
            "Bush": {"name": "George H. W. Bush", "how": "back-reference"},
        },
    ),
    (
        "Shares of the Bank of Botswana Holdings fell, and Tunisia Airlines cut jobs.",
        "2020-01-10",
        {"Tunisia Airlines": {"reading": "actor", "code": "TUNBUS", "entity_id": None}},
    ),
    (
        "The disease was found in Ohio, Georgia, Washington and Oregon.",
        "2010-05-05",
        {"Georgia": {"country": "USA", "kind": "admin1"}, "Washington": {"kind": "admin1"}},
    ),
    (
        "Two cases of Marburg virus were found. Mr Paris Hale and Ms. Anna Redfern-Hardisty were ill.",
        "2010-05-05",
        {"Paris Hale": {"reading": "person"}},
    ),
    (
        "도널드 트럼프 미국 대통령은 평양에서 김정은 국무위원장을 만났다. 서울은 반발했다.",
        "2018-09-19",
        {
            "도널드 트럼프 미국 대통령": {"name": "Donald Trump", "code": "USAGOV"},
            "평양": {"reading": "place"},
            "서울": {"reading": "actor", "code": "KORGOV"},
        },
    ),
    (
        "والتقى الرئيس المصري عبد الفتاح السيسي وفدا في الرياض.",
        "2021-05-21",
        {"الرئيس المصري عبد الفتاح السيسي": {"code": "EGYGOV"}},
    ),
    (
        "Premier Mateusz Morawiecki był w Warszawie i w Kijowie.",
        "2022-03-15",
        {"Warszawie": {"name": "Warsaw", "how": "inflected"}, "Kijowie": {"name": "Kyiv"}},
    ),
    (
        "Foreign Secretary Jane Clarke met him in London. Chancellor of the Exchequer Kwame Oduro stayed away.",
        "2018-01-01",
        {
            "Foreign Secretary Jane Clarke": {"reading": "person", "name": "Jane Clarke", "code": "GBRGOV"},
            "Chancellor of the Exchequer Kwame Oduro": {"name": "Kwame Oduro"},
        },
    ),
    (
        "He sold the country to the Kremlin, and South Korean President Moon Jae-in took his hand.",
        "2018-04-27",
        {
            "Kremlin": {"code": "RUSGOV"},
            "South Korean President Moon Jae-in": {"name": "Moon Jae-in", "code": "KORGOV"},
        },
    ),
    (
        "The swan was found in the village of Quellardyke in Fife. An opposition lawmaker from Kyiv was told of it.",
        "2013-12-02",
        {
            "Quellardyke": {"reading": "place", "entity_id": None},
            "opposition lawmaker": {"code": "UKROPP"},
        },
    ),
    (
        "Un général est parti vers le Niger. La ministre des Transports Jeanne Borne a visité Lyon.",
        "2018-01-01",
        {
            "Niger": {"reading": "place", "country": "NER"},
            "ministre des Transports Jeanne Borne": {"name": "Jeanne Borne", "reading": "person"},
        },
    ),
    (
        "Il ministro dell'Interno Marco Bianchini difende l'accordo a Roma. Ieri Salvatore Greco ha detto poco.",
        "2018-01-01",
        {
            "ministro dell'Interno Marco Bianchini": {"name": "Marco Bianchini"},
            "Salvatore Greco": {"reading": "person", "entity_id": None},
        },
    ),
    (
        "Позиция Тегерана ясна. Камеры стоят на иранских объектах, сказал губернатор Владимирской области.",
        "2021-06-21",
        {
            "Тегерана": {"reading": "actor", "code": "IRNGOV"},
            "иранских": {"code": "IRN"},
        },
    ),
    (
        "ワシントンは日韓の接近を歓迎し、ロシアへの制裁を延長した。",
        "2023-03-16",
        {
            "日": {"name": "Japan", "code": "JPN"},
            "韓": {"name": "South Korea"},
            "ロシア": {"reading": "actor"},
        },
    ),
    (
        "한·미·일 정상은 서울의 용기에 감사했다.",
        "2023-08-18",
        {"미": {"code": "USA"}, "서울": {"reading": "actor", "code": "KORGOV"}},
    ),
    (
        "US and British activists met dissidents from military-ruled Myanmar.",
        "2014-01-01",
        {
            "US": {"reading": "actor", "code": "USAOPP"},
            "British activists": {"code": "GBROPP"},
            "dissidents": {"code": "MMROPP"},
        },
    ),
    (
        "President obama said the US would help iSrael.",
        "2014-01-01",
        {
            "President obama": {"entity_id": "person:barack-obama", "code": "USAGOV"},
            "iSrael": {"entity_id": "country:ISR"},
        },
    ),
    (
        "The US House and the Senate voted. Washington said the Finance Ministry of Japan agreed.",
        "2014-01-01",
        {"Senate": {"name": "United States Senate", "code": "USALEG"}},
    ),
    (
        "Bill Clinton met Hillary Clinton in Little Rock. Former President Clinton was tired.",
        "2016-07-27",
        {"President Clinton": {"entity_id": "person:bill-clinton"}},
    ),
    (
        "Le ministre français des Affaires étrangères Jean-Yves Le Drian a parlé. Paris reproche à Bamako un accord.",
        "2020-01-10",
        {
            "ministre français des Affaires étrangères Jean-Yves Le Drian": {"code": "FRAGOV"},
            "Bamako": {"reading": "actor", "code": "MLIGOV"},
        },
    ),
    (
        "Il Parlamento italiano ha approvato la missione in Libia.",
        "2017-08-02",
        {"Parlamento italiano": {"entity_id": "legislature:ITA"}},
    ),
    (
        "Польський прем'єр Матеуш Моравецький заявив, що це рішення про зерно.",
        "2023-09-16",
        {"Польський прем'єр Матеуш Моравецький": {"code": "POLGOV"}},
    ),
    (
        "وقال محمود حسن، وهو صاحب مخبز في القاهرة، إن الوضع صعب.",
        "2021-05-21",
        {"محمود حسن": {"reading": "person", "entity_id": None}},
    ),
    (
        "A guide, Park Soo-min, lost the way near Seoul. Hurricane Alex hit Mexico.",
        "2018-04-27",
        {"Seoul": {"reading": "place"}},
    ),
    (
        "Замглавы МИД Ирана Аббас Аракчи и губернатор Владимирской области Владимир Сипягин обсудили членство в "
        "Европейском союзе. На выборах победил Ибрахим Раиси.",
        "2021-06-20",
        {
            "Замглавы МИД Ирана Аббас Аракчи": {"name": "Abbas Araghchi", "code": "IRNGOV"},
            "губернатор Владимирской области Владимир Сипягин": {"code": "RUSGOV"},
            "Европейском союзе": {"name": "European Union", "how": "inflected"},
            "Ибрахим Раиси": {"name": "Ebrahim Raisi"},
        },
    ),
    (
        "Рада призначила прем'єр-міністром Олексія Гончарука, який народився в Жмеринці. Колишній президент Петро "
        "Порошенко не заперечував.",
        "2019-09-20",
        {
            "Олексія Гончарука": {"name": "Oleksiy Honcharuk"},
            "Жмеринці": {"name": "Zhmerynka"},
            "президент Петро Порошенко": {"code": "UKRELI"},
        },
    ),
    (
        "SCHOLZ ENTLÄSST LINDNER\n\nBundeskanzler Olaf Scholz hat Finanzminister Christian Lindner entlassen. Putins "
        "Sprecher wollte das nicht kommentieren, die Essener Polizei auch nicht.",
        "2024-11-06",
        {
            "LINDNER": {"name": "Christian Lindner"},
            "Putins Sprecher": {"code": "RUSGOV"},
            "Essener Polizei": {"code": "DEUCOP"},
        },
    ),
    (
        "Das Ministerium sagte, dass seine Botschaft in Teheran Briefe der Amerikaner weitergab.",
        "2020-01-08",
        {"Teheran": {"reading": "place"}},
    ),
    (
        "Hanoi is known to worry that Peking might lean on it, and Oslo is close to Bergen.",
        "1972-02-22",
        {"Hanoi": {"reading": "actor", "code": "VNMGOV"}, "Oslo": {"reading": "place"}},
    ),
    (
        "Sen. Susan Collins, R-Maine, and Rep. Joaquin Castro (D-Tex.) voted against.",
        "2022-08-07",
        {"Maine": {"kind": "admin1"}, "Tex": {"name": "Texas"}, "Rep. Joaquin Castro": {"code": "USALEG"}},
    ),
    (
        "Colombian rebels and Bogotá met in Tripoli, the port in northern Lebanon, south of the Red River.",
        "2016-08-25",
        {
            "Bogotá": {"reading": "actor", "code": "COLGOV"},
            "Tripoli": {"country": "LBN"},
            "Red River": {"kind": "water"},
        },
    ),
    (
        "Kremlin spokesman Dmitry Peskov met Saudi journalist Jamal Khashoggi and the KGB chief.",
        "2017-01-01",
        {
            "Kremlin spokesman Dmitry Peskov": {"name": "Dmitry Peskov", "code": "RUSGOV"},
            "Saudi journalist Jamal Khashoggi": {"name": "Jamal Khashoggi", "code": "SAUMED"},
            "KGB": {"code": "RUSSPY"},
        },
    ),
    (
        "两国发表联合声明。云南安宁需要民主与安宁。英国外交大臣拉布在伦敦表示欢迎。在厦门开茶馆的陈伟告诉路透社，生意很好。",
        "2021-03-04",
        {
            "英国外交大臣拉布": {"name": "Dominic Raab", "code": "GBRGOV"},
            "陈伟": {"reading": "person", "entity_id": None},
            "云南": {"reading": "place"},
        },
    ),
    (
        "中国驻美大使谢锋4日表示遗憾。",
        "2023-07-04",
        {"中国驻美大使谢锋": {"code": "CHNGOV"}},
    ),
    (
        "ペスコフ報道官はタス通信に述べた。国際原子力機関のグロッシ事務局長は支援を表明した。",
        "2021-04-13",
        {"ペスコフ報道官": {"code": "RUSGOV"}, "グロッシ事務局長": {"name": "Rafael Grossi"}},
    ),
    (
        "ووصف وزير الخارجية الصيني تشين قانغ الخطوة بالتاريخية. وقال سامي بن علي إن الأسعار مرتفعة.",
        "2023-03-10",
        {"وزير الخارجية الصيني تشين قانغ": {"name": "Qin Gang"}, "سامي بن علي": {"entity_id": None}},
    ),
    (
        "وأقال الرئيس التونسي قيس سعيد الحكومة. واتهم راشد الغنوشي، زعيم الحزب، سعيد بالانقلاب بعد وساطة من مصر.",
        "2021-07-28",
        {"سعيد": {"name": "Kais Saied", "how": "back-reference"}, "مصر": {"reading": "actor"}},
    ),
    (
        "Il premier ha parlato a lungo; Madrid e Berlino sono prudenti. Parigi è contraria all'accordo.",
        "2022-09-26",
        {"Berlino": {"code": "DEUGOV"}, "Parigi": {"reading": "actor"}},
    ),
    (
        "Varsovie respire, Berlin aussi : le train entre Nice et Paris revient.",
        "2019-07-01",
        {"Berlin": {"reading": "actor"}, "Paris": {"reading": "place"}},
    ),
    (
        "Rząd skarży się, że Warszawa milczała po rozmowie z Londynem. Prezydent Niemiec Frank-Walter Steinmeier był "
        "we Wrocławiu.",
        "2022-08-12",
        {
            "Warszawa": {"reading": "actor"},
            "Londynem": {"reading": "actor"},
            "Prezydent Niemiec Frank-Walter Steinmeier": {"code": "DEUGOV"},
            "Wrocławiu": {"name": "Wrocław"},
        },
    ),
    (
        "W Moskwie przemawiał Władimir Putin. Europa musi zatrzymać Putina, ale nie wie jak.",
        "2022-03-15",
        {"Putina": {"name": "Vladimir Putin", "how": "back-reference"}},
    ),
    (
        "Генсек домагається продовження угоди з Москвою. Поїзд прибув з Варшави.",
        "2023-03-08",
        {"Москвою": {"reading": "actor"}, "Варшави": {"reading": "place"}},
    ),
    (
        "Se saludaron las dos escuelas: la de Andalucía y la de Argentina.",
        "2019-05-05",
        {"Argentina": {"reading": "place"}},
    ),
    (
        "El presidente de Venezuela, Nicolás Maduro, acusó a Washington. Yván Gil viajó a Pekín.",
        "2024-05-12",
        {"Washington": {"reading": "actor", "code": "USAGOV"}, "Pekín": {"reading": "place"}},
    ),
    (
        "Police in Sinaloa arrested Joaquín “El Chapo” Guzmán. Guzmán was with Dwayne 'The Rock' Johnson.",
        "2016-01-09",
        {
            "Joaquín “El Chapo” Guzmán": {"reading": "person", "name": "Joaquín Guzmán"},
            "Guzmán": {"name": "Joaquín Guzmán", "how": "back-reference"},
            "Dwayne 'The Rock' Johnson": {"reading": "person", "entity_id": None},
        },
    ),
    (
        "Berlin hat am Montag Moskau vor einem Angriff gewarnt. Der Kanzler hat Warschau besucht.",
        "2022-01-31",
        {"Moskau": {"reading": "actor", "code": "RUSGOV"}, "Warschau": {"reading": "place"}},
    ),
    (
        "The Hague accused Moscow of violating the treaty. Talks in Tel Aviv failed.",
        "2023-02-20",
        {"The Hague": {"reading": "actor", "code": "NLDGOV"}, "Tel Aviv": {"reading": "place", "code": "ISR"}},
    ),
    (
        "Vaduz accused Vienna of spying. Saint Lucia's foreign minister was silent. Dominican troops crossed over.",
        "2022-05-05",
        {
            "Vaduz": {"reading": "actor", "code": "LIEGOV"},
            "Saint Lucia's foreign minister": {"code": "LCAGOV"},
            "Dominican troops": {"code": "DOMMIL"},
        },
    ),
    (
        "US Ambassador Burns met President Biden.",
        "2023-05-01",
        {
            "US Ambassador Burns": {"entity_id": None, "name": "Burns", "code": "USAGOV"},
            "President Biden": {"name": "Joe Biden"},
        },
    ),
    (
        "Посол США Бернс прибыл в Москву.",
        "2023-05-01",
        {"Посол США Бернс": {"name": "Бернс", "code": "USAGOV"}, "Москву": {"reading": "place"}},
    ),
]


@pytest.mark.parametrize(("text", "date", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_words_around_a_name_decide(text: str, date: str, expected: dict[str, dict[str, str | None]]) -> None:
    rows = {mention.surface: mention for mention in entmatch.normalize(text, date=date)}
    for surface, columns in expected.items():
        assert surface in rows, sorted(rows)
        found = {column: getattr(rows[surface], column) for column in columns}
        assert found == columns, surface


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Россия и Австрия подписали соглашение.", "ru", ["RUS", "AUT"]),
        ("Северная Македония подписала соглашение.", "ru", ["MKD"]),
        ("В'єтнам і Австрія підписали угоду.", "uk", ["VNM", "AUT"]),
        ("Çin ve Avusturya anlaşma imzaladı.", "tr", ["CHN", "AUT"]),
        ("Island und Schweden unterzeichneten ein Abkommen.", "de", ["ISL", "SWE"]),
        ("Eastern Europe and Central Asia rejected the plan.", "en", ["", ""]),
        ("Tahran, pazartesi günü Viyana'yı casuslukla suçladı.", "tr", ["IRNGOV", "AUTGOV"]),
    ],
)
def test_states_and_capitals_that_open_a_sentence(text: str, lang: str, expected: list[str]) -> None:
    rows = entmatch.normalize(text, date="2022-05-05", lang=lang)
    assert [(row.reading, row.code or "") for row in rows] == [("actor", code) for code in expected]


def test_what_is_named_after_a_place_is_not_there() -> None:
    rows = entmatch.normalize("Two cases of Marburg virus were found near Lyon.", date="2010-05-05")
    assert [row.surface for row in rows] == ["Lyon"]


def test_the_dateline_of_an_agency_means_the_city_that_the_world_knows() -> None:
    text = "GENEVA (Reuters) - Talks between Washington and Tehran resumed on Tuesday. The White House was silent."
    rows = {row.surface: row for row in entmatch.normalize(text, date="2025-05-06")}
    assert rows["GENEVA"].country == "CHE"
    assert (rows["Washington"].reading, rows["Washington"].code) == ("actor", "USAGOV")


def test_who_is_unknown_has_the_code_of_the_office_beside_him() -> None:
    text = "Oman's chief minister, Ali Amin Gandapur, spoke to Hassan Omar, the Kenyan defence minister."
    rows = {row.surface: row.code for row in entmatch.normalize(text, date="2025-05-06")}
    assert (rows["Ali Amin Gandapur"], rows["Hassan Omar"]) == ("OMNGOV", "KENGOV")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kim Jong-un said so.", "Kim Jong Un"),
        ("Lundi, Kim Jong-un a refusé.", "Kim Jong Un"),
        ("Kim Jong-Il was ill.", "Kim Jong Il"),
        ("월요일 압둘라 귈은 말했다.", "Abdullah Gül"),
    ],
)
def test_syllables_of_names(text: str, name: str) -> None:
    assert [row.name for row in entmatch.normalize(text, date="2010-05-05")] == [name]


def test_cities_in_korean_with_and_without_the_word_for_city() -> None:
    rows = entmatch.normalize(
        "쿤밍에서 화재가 났다. 정저우시에서 홍수가 났다. 지난 7일 선전매체가 보도했다.", date="2022-05-05"
    )
    assert [(row.surface, row.name) for row in rows] == [("쿤밍", "Kunming"), ("정저우시", "Zhengzhou")]


@pytest.mark.parametrize("name", ["Sanjay", "Volodymyr", "Takashi", "Olusegun", "Thiago", "Avigdor", "Kyriakos"])
def test_given_names_of_many_languages_tell_people(name: str) -> None:
    rows = entmatch.normalize(f"Officials said that {name} Sedgbury had resigned.", date="2015-05-05")
    assert [(row.surface, row.reading) for row in rows if row.reading == "person"] == [(f"{name} Sedgbury", "person")]


def test_names_of_people_that_are_also_towns() -> None:
    text = "He met Donald Tsang and Chen Zhu. Rubén Rocha Moya and Governor Brian Kemp were there."
    names = [row.name for row in entmatch.normalize(text, date="2009-05-06")]
    assert names == ["Donald Tsang", "Chen Zhu", "Rubén Rocha Moya", "Brian Kemp"]


def test_famous_people_are_known_by_a_given_name() -> None:
    rows = entmatch.normalize(
        "In Cairo, Sisi warned against it. Mr. Lula Costa of Rio left. So did Reagan.", date="1985-09-06"
    )
    assert [(row.surface, row.name) for row in rows if row.reading == "person"] == [
        ("Sisi", "Abdel Fattah el-Sisi"),
        ("Lula Costa", "Lula Costa"),
        ("Reagan", "Ronald Reagan"),
    ]


def test_a_part_of_a_country_without_a_name_gives_no_code() -> None:
    rows = entmatch.normalize("The ACLU sued in the District Court for the Southern District of Florida.")
    assert [row.code for row in rows if row.reading == "actor"] == [None]


def test_namesakes_of_one_text_are_told_apart() -> None:
    text = "PARIS, Texas — The mayor of Paris flew from Dallas to Paris, France, and came back to Paris."
    rows = [row for row in entmatch.normalize(text, date="2018-10-19") if row.surface.title() == "Paris"]
    assert [row.country for row in rows] == ["USA", "USA", "FRA", "USA"]


def test_a_surname_goes_on_to_mean_whom_it_meant() -> None:
    text = "Kim Jong Un came. Kim sat down.\n\nKim Yo Jong, his sister, stood.\n\nTrump saw Kim in Singapore."
    rows = [row for row in entmatch.normalize(text, date="2018-06-12") if row.surface == "Kim"]
    assert [row.name for row in rows] == ["Kim Jong Un", "Kim Jong Un"]


def test_the_letters_of_two_states_are_words_elsewhere() -> None:
    assert [row.surface for row in entmatch.normalize("会議は今日中に東京で開かれる。", date="2023-03-16")] == ["東京"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("两国的民主派人士发表联合声明，深圳需要安宁。", ["深圳"]),
        ("首相は東京に近い温泉で休み、両国の合作を歓迎した。", ["東京"]),
        ("정부는 서울에서 예산을 강화하는 계획을 미리 알렸다.", ["서울"]),
        ("وقالت الحكومة في القاهرة إن هناك أمل في وقف الحرب.", ["القاهرة"]),
        ("Das Wetter in Berlin war schlecht, und die Halle blieb leer.", ["Berlin"]),
    ],
)
def test_ordinary_words_are_no_towns(text: str, places: list[str]) -> None:
    rows = entmatch.normalize(text, date="2021-03-04")
    assert [row.surface for row in rows if row.reading == "place"] == places


def test_people_of_a_country_are_not_whoever_is_in_it() -> None:
    rows = entmatch.normalize("Hamas fighters met students and soldiers in Niger.", date="2023-08-01")
    assert [(row.surface, row.code) for row in rows] == [("Hamas", "PSEREBHMS"), ("Niger", "NER")]


def test_a_storm_is_no_person() -> None:
    rows = entmatch.normalize("Hurricane Alex hit the coast on Friday. Alex was the worst.", date="2010-07-01")
    assert rows == []


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("cs", "Jednání v Praze a v Moskvě skončila, řekl Putinovi.", ["Prague", "Moscow", "Vladimir Putin"]),
        ("lt", "Susitikimas Maskvoje ir Vilniuje.", ["Moscow", "Vilnius"]),
        ("hr", "Predsjednik je stigao u Zagrebu i Moskvi.", ["Zagreb", "Moscow"]),
    ],
)
def test_case_endings_of_languages_that_are_named(lang: str, text: str, names: list[str]) -> None:
    rows = entmatch.Normalizer().normalize(text, lang=lang)
    assert [(row.name, row.how) for row in rows] == [(name, "inflected") for name in names]
