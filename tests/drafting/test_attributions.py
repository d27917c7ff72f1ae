"""Who is said to have said what, by language: forms that attribute, and forms that do not."""

import pytest

from claimtrack import find_attributions


def read(text, language="en", **how):
    return [
        (text[slice(*one.source)] if one.source else None, [text[start:end] for start, end in one.content])
        for one in find_attributions(text, language=language, **how)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The ministry said two men had died.", "The ministry", ["two men had died"]),
        ("The ministry said that two men had died.", "The ministry", ["that two men had died"]),
        ('"Two men died," the ministry said.', "the ministry", ['"Two men died,"']),
        ('"Two men died," said Ann Lee, mayor of Kesh.', "Ann Lee, mayor of Kesh", ['"Two men died,"']),
        ("Two men died, the mayor said on Monday.", "the mayor", ["Two men died"]),
        ("Two men, the mayor said, died.", "the mayor", ["Two men", "died"]),
        ("According to the mayor, two men died.", "the mayor", ["two men died"]),
        ("Two men died, according to the mayor of Kesh.", "the mayor of Kesh", ["Two men died"]),
        ('"Two died," she said. "Four are hurt."', "she", ['"Two died,"', '"Four are hurt."']),
        ('"Did he fall?" she asked.', "she", ['"Did he fall?"']),
        ("The army denied the claim.", "The army", ["the claim"]),
        ("Ann Lee, who leads the inquiry, told reporters that it was a bomb.", "Ann Lee, who leads the inquiry", ["that it was a bomb"]),
        ('The army, citing "its own reasons," said the road was closed.', 'The army, citing "its own reasons,"', ["the road was closed"]),
        ("The plane was hit, say some residents, who recall the noise.", "some residents, who recall the noise", ["The plane was hit"]),
        ("Instead, Lee told CNN, his plan had failed.", "Lee", ["his plan had failed"]),
        ("Last Monday, Ann Lee told an audience that the bridge had fallen.", "Ann Lee", ["that the bridge had fallen"]),
        ('"It fell," she said aboard the ferry.', "she", ['"It fell,"']),
        ('"It fell," Lee said on the BBC\'s "Today" on Monday.', "Lee", ['"It fell,"']),
        ("The bully has pledged to ban the book.", "The bully", ["to ban the book"]),
        ("In an NBC poll released Monday, 50 percent chose Lee.", "an NBC poll released Monday", ["50 percent chose Lee"]),
        ("He sees Lee as a danger.", "He", ["Lee as a danger"]),
        ("Others, however, say a shell fell.", "Others", ["a shell fell"]),
        ("As the paper put it, nobody was hurt.", "the paper", ["nobody was hurt"]),
        ("The mayor told residents to leave.", "The mayor", ["to leave"]),
        ("In the mayor's view, it was arson.", "mayor", ["it was arson"]),
        ("The attack was condemned by the mayor.", "the mayor", ["The attack"]),
        ("According to officials, three people, including a child, died.", "officials", ["three people, including a child, died"]),
        ("According to officials, 12 people, including a child, died.", "officials", ["12 people, including a child, died"]),
        ("According to Ann Lee, 34, a resident, three people died.", "Ann Lee, 34, a resident", ["three people died"]),
        ("Dr. A. B. Lee of St. Mary said two died.", "Dr. A. B. Lee of St. Mary", ["two died"]),
        ("A nurse, who asked not to be named, said soldiers fired on the crowd.", "A nurse", ["soldiers fired on the crowd"]),
        ("Local media, quoting police, put the number of dead at 17.", "Local media, quoting police", ["the number of dead at 17"]),
        ("The monitor, which is based abroad, reported 30 dead.", "The monitor, which is based abroad", ["30 dead"]),
        ("According to the hospital, where they were taken, three have died.", "the hospital", ["three have died"]),
        ("The army said a drone fell, while the rebels claimed they had hit it.", "the rebels", ["they had hit it"]),
        ("Two officials, the governor said on Friday, had fled.", "the governor", ["Two officials", "had fled"]),
        ("About 270 people fled the town, officials said.", "officials", ["About 270 people fled the town"]),
        ("If the bridge falls, the town will starve, Jolly said.", "Jolly", ["If the bridge falls, the town will starve"]),
        ("The agency reported last week that the bridge had fallen.", "The agency", ["that the bridge had fallen"]),
        ("The agency said at least six shells fell.", "The agency", ["at least six shells fell"]),
        ("The answer, the officer told them, was no.", "the officer", ["The answer", "was no"]),
        ("The town was shelled, he told the court in his filing.", "he", ["The town was shelled"]),
        ("He believes, she said, that it was arson.", "she", ["He believes", "that it was arson"]),
        ("Lee said on Friday that Mayor Oke had left.", "Lee", ["that Mayor Oke had left"]),
        ("The men whose boat was sunk say it had lights.", "The men whose boat was sunk", ["it had lights"]),
        ("Ann Lee, 32, of Kesh in the south, who was there, said it was a bomb.", "Ann Lee, 32, of Kesh in the south, who was there", ["it was a bomb"]),
        ('"It was a bomb," said Ann Lee, 32, of Kesh in the south.', "Ann Lee, 32, of Kesh in the south", ['"It was a bomb,"']),
        ("One witness says two men fled, another says they were three.", "another", ["they were three"]),
        ("The army said on Monday that it had left, adding that nobody was hurt.", "The army", ["that nobody was hurt"]),
        ("The army said in a statement on its site on Monday the bridge had fallen.", "The army", ["the bridge had fallen"]),
        ("The bridge is safe, he said after meeting the mayor on Friday.", "he", ["The bridge is safe"]),
        ("Two men fled, a spokeswoman, Ann Lee, said on Monday, and a third was held.", "a spokeswoman, Ann Lee", ["Two men fled"]),
        ("Asked if she had seen him, Lee said that he was away.", "Lee", ["that he was away"]),
        ("Some have said that it was a bomb and others have said it was gas.", "others", ["it was gas"]),
        ("As reported by Delta News, two men fled.", "Delta News", ["two men fled"]),
        ("He's said he will come.", "He", ["he will come"]),
        ("“It was a bomb.” Lee said.", "Lee", ["“It was a bomb.”"]),
        ("Sorry, Lee said.", "Lee", ["Sorry"]),
        ("Voters in Kesh support the truce.", "Voters in Kesh", ["the truce"]),
        ("The plan was rejected.", None, ["The plan"]),
        ("A man known as the Fox led them.", None, ["A man", "the Fox led them"]),
        ("Lee — after a long pause — told me he saw it.", "Lee", ["he saw it"]),
        ("The data, which came out on Monday, show that crime fell.", "The data", ["that crime fell"]),
        ("In the latest poll, the mayor leads by two points.", "the latest poll", ["the mayor leads by two points"]),
        ("The town is widely seen as a gateway to the coast.", None, ["The town", "a gateway to the coast"]),
        ("“He said, ‘Leave the village,’” said Ann Lee, a resident.", "Ann Lee, a resident", ["“He said, ‘Leave the village,’”"]),
        ("The mayor was brief:\n\n“We buried nine.”", "The mayor", ["“We buried nine.”"]),
        ("The crowd roared: “Let them go.”", "The crowd", ["“Let them go.”"]),
    ],
)  # fmt: skip
def test_english_attributes(text, source, content):
    found = read(text)
    assert (source, content) in [
        (who and who.removeprefix("the ") if source == "mayor" else who, what) for who, what in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The states that will vote on Monday are small.",
        "The Baltic States have asked for more.",
        "A fire broke out near the market.",
        "The said documents are in the archive.",
        "Another eight states with 83 votes have split control.",
        "The search continued in the lake.",
        "They apparently left before noon.",
        "That said, the bridge is old.",
        "The correspondent reported from the border.",
        "Carson's comments were short.",
        "They came to find a way out.",
    ],
)
def test_english_counter_examples_attribute_nothing_said(text):
    assert not [
        one for one in find_attributions(text, language="en") if one.frame in ("say", "tell", "according")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She appeared on television on Monday.",
        "The fighters backed down near the river.",
        "Rebels backed by aircraft entered.",
    ],
)
def test_a_verb_without_an_object_attributes_nothing(text):
    assert read(text) == []


def test_what_stands_inside_another_is_found_when_asked_for():
    text = "Ann said that Bob had denied the theft."
    assert [who for who, _ in read(text)] == ["Ann"]
    assert [who for who, _ in read(text, nested=True)] == ["Ann", "Bob"]


def test_a_participle_shares_the_nearest_subject():
    text = "The mayor left early, saying that she was ill."
    assert read(text) == [("The mayor", ["that she was ill"])]


@pytest.mark.parametrize(
    ("language", "text", "source", "content"),
    [
        ("ru", "Министерство сообщило, что погибли двое.", "Министерство", "что погибли двое"),
        ("ru", "Погибли двое, сообщил глава района.", "глава района", "Погибли двое"),
        ("ru", "По словам врачей, погибли двое.", "врачей", "погибли двое"),
        ("ru", "Армия, в свою очередь, заявила, что никто не погиб.", "Армия", "что никто не погиб"),
        ("uk", "Поліція заперечила, що стріляла.", "Поліція", "що стріляла"),
        ("uk", "За словами міністра, загинули двоє.", "міністра", "загинули двоє"),
        (
            "de",
            "Zwei Menschen seien tot, sagte ein Sprecher der Polizei.",
            "ein Sprecher der Polizei",
            "Zwei Menschen seien tot",
        ),
        (
            "de",
            "Die Armee teilte mit, dass zwei Menschen starben.",
            "Die Armee",
            "dass zwei Menschen starben",
        ),
        ("de", "Laut Polizei starben zwei Menschen.", "Polizei", "starben zwei Menschen"),
        ("fr", "Selon la police, deux hommes sont morts.", "la police", "deux hommes sont morts"),
        ("fr", "L'attaque a été revendiquée jeudi par le groupe.", "le groupe", "L'attaque"),
        (
            "fr",
            "Le ministère affirme que deux hommes sont morts.",
            "Le ministère",
            "que deux hommes sont morts",
        ),
        ("es", "Según la policía, murieron dos hombres.", "la policía", "murieron dos hombres"),
        ("es", "El ejército negó haber disparado.", "El ejército", "haber disparado"),
        ("es", "Murieron dos hombres, dijo el alcalde.", "el alcalde", "Murieron dos hombres"),
        ("ar", "قال الجيش إن شخصين قتلا.", "الجيش", "إن شخصين قتلا"),
        ("ar", "وبحسب شهود عيان، سقط صاروخ.", "شهود عيان", "سقط صاروخ"),
        ("ar", "نفى الجيش وجود أي طيران.", "الجيش", "وجود أي طيران"),
    ],
)
def test_other_languages_attribute(language, text, source, content):
    assert (source, [content]) in read(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Рынок стоит у реки. Осенью здесь шли дожди."),
        ("uk", "Ринок стоїть біля річки."),
        ("de", "Der Markt liegt am Fluss."),
        ("fr", "Le marché borde la rivière."),
        ("es", "El mercado está junto al río."),
        ("ar", "يقع السوق قرب النهر."),
    ],
)
def test_descriptions_attribute_nothing(language, text):
    assert read(text, language) == []


def test_offsets_are_those_of_characters_and_not_of_bytes():
    text = "😂 Міністр сказав: «ні»."
    (one,) = find_attributions(text, language="uk")
    assert text[slice(*one.source)] == "Міністр"
    assert one.to_dict()["content"] == [[text.index("«"), text.index("»") + 1]]


@pytest.mark.parametrize(
    "text",
    [
        "Voters who want to leave have until noon.",
        "People who back him gathered.",
        "They marched, protesting against the toll.",
        "Wednesday added another chapter.",
        "The band won the support of the crowd.",
        "Terek Pass links the two provinces.",
    ],
)
def test_what_only_describes_or_names_attributes_nothing(text):
    assert find_attributions(text, language="en") == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The army, which denies it, has left.", "it"),
        ("Sources now say 12.", "12"),
        ("The mayor linked the blast to the Night Cell.", "the blast to the Night Cell"),
        ("Police found that nobody was hurt.", "that nobody was hurt"),
    ],
)
def test_few_words_may_be_what_is_said(text, content):
    assert content in [
        text[slice(*span)] for one in find_attributions(text, language="en") for span in one.content
    ]


def test_the_cue_of_a_postposition_stands_after_its_source():
    text = "Dem Arzt zufolge wurden 14 Leichen geborgen."
    (one,) = find_attributions(text, language="de")
    assert (text[slice(*one.source)], text[slice(*one.cue)]) == ("Dem Arzt", "zufolge")
