import random
import unicodedata

import torch

VOCABULARY = {"<pad>": 0, "<unk>": 1, "the": 2, "cat": 3, "sat": 4, "it's": 5, "été": 6}
OTHER_IDS = {"red": 0, "<unk>": 7, "car": 2, "<pad>": 3, "bike": 9}


def short(value, longest=110):
    text = str(value)
    if any(map(unicodedata.combining, text)):  # told apart only when they are escaped
        text = ascii(value)
    return text if len(text) <= longest else text[:longest] + " …"


def ids_of(answer, texts, vocabulary):
    """What the answer makes of texts, once it is known to be a tensor."""
    ids = answer.encode(list(texts), dict(vocabulary))
    kind = type(ids).__name__
    message = f"texts {short(texts)}: expected a torch.Tensor, got: {kind}"
    assert isinstance(ids, torch.Tensor), message
    return ids


def compare(answer, texts, expected, vocabulary=VOCABULARY, names=("<pad>", "<unk>")):
    ids = ids_of(answer, texts, vocabulary)
    said = ", ".join(f"{name} = {vocabulary[name]}" for name in names)
    what = f"texts {short(texts)} ({said})"
    shape, wanted = tuple(ids.shape), (len(expected), len(expected[0]))
    message = f"{what}: expected shape (texts, longest) = {wanted}, got {shape}"
    assert shape == wanted, message
    got = ids.tolist()
    assert got == expected, f"{what}: expected {short(expected)}, got {short(got)}"


def check_padding(answer):
    """One row per text, padded at the end to the longest text."""
    compare(answer, ["cat"], [[3]])
    compare(answer, ["the cat", "sat"], [[2, 3], [4, 0]])
    compare(answer, ["sat", "the cat"], [[4, 0], [2, 3]])
    compare(answer, ["the cat sat", "the cat"], [[2, 3, 4], [2, 3, 0]])
    compare(
        answer, ["cat", "the cat sat", "sat the"], [[3, 0, 0], [2, 3, 4], [4, 2, 0]]
    )


def check_long_texts(answer):
    """No text is cut, no word left out, however long or often."""
    compare(answer, ["cat the cat cat"], [[3, 2, 3, 3]])
    for size in (5_000, 20_000):
        rows = [2] * size, [3] + [0] * (size - 1)
        compare(answer, ["the" + " the" * (size - 1), "cat"], [*rows])


def check_lower_case(answer):
    """Every text is put into lower case."""
    compare(answer, ["The CAT sAt", "THE Cat"], [[2, 3, 4], [2, 3, 0]])
    compare(answer, ["ÉTÉ"], [[6]], names=("été",))
    street = {"<pad>": 0, "<unk>": 1, "straße": 2}  # not "strasse", as casefold() has it
    compare(answer, ["Straße"], [[2]], street, ("straße",))
    country = {"<pad>": 0, "<unk>": 1, "US": 2, "us": 3}  # its words stay as they are
    compare(answer, ["US us"], [[3, 3]], country, ("US", "us"))
    compare(answer, ["The"], [[1]], {"<pad>": 0, "<unk>": 1, "The": 2}, ("<unk>", "The"))


def check_white_space(answer):
    """White space of any kind and length separates words, and is none itself."""
    compare(answer, ["the  cat"], [[2, 3]])
    compare(answer, [" cat ", "\tthe cat\n"], [[3, 0], [2, 3]])
    compare(answer, ["the\tcat\n\n sat\r\nthe"], [[2, 3, 4, 2]])
    compare(answer, ["the\x0bcat\x0csat\xa0the\u2003cat"], [[2, 3, 4, 2, 3]])
    for space in "\x85\u2028\u2029\x1c\u3000":
        compare(answer, [f"the{space}cat"], [[2, 3]])


def check_only_white_space_splits(answer):
    """Nothing else splits, is removed or replaced: punctuation, tags, signs that do not print."""
    compare(answer, ["it's"], [[5]], names=("<unk>", "it's"))
    compare(answer, ["the <b>", "<pad> <unk> cat"], [[2, 1, 0], [0, 1, 3]])
    compare(answer, ["the cat sat.", "cat-sat"], [[2, 3, 1], [1, 0, 0]])
    compare(answer, ["it\u2019s"], [[1]], names=("<unk>", "it's"))
    compare(answer, ["e\u0301te\u0301"], [[1]], names=("<unk>", "été"))
    compare(answer, ["cat&nbsp;sat"], [[1]], names=("<unk>", "cat", "sat"))
    for unseen in "\u200b\ufeff\xad\x07":  # no white space, though nothing is printed
        for text in (f"{unseen}cat", f"cat{unseen}", f"ca{unseen}t", f"cat{unseen}sat"):
            compare(answer, [text], [[1]], names=("<unk>", "cat"))


def check_every_character(answer):
    """A word with any character that is no white space is looked up as it is, in lower case."""
    signs = [chr(code) for code in (*range(0x2200), 0xFB01, 0xFF21, 0xFFFD, 0x1F600)]
    signs = [sign for sign in signs if not sign.isspace()]
    texts = [f"a{sign}b" for sign in signs]
    ids = {text.lower(): 100 + number for number, text in enumerate(texts)}
    ids.update({"<pad>": 0, "<unk>": 1, "a": 2, "b": 3, "ab": 4})
    got = ids_of(answer, texts, ids).tolist()
    assert len(got) == len(texts), f"{len(texts)} texts: expected as many rows, got {len(got)}"
    for text, row in zip(texts, got, strict=True):
        wanted = [ids[text.lower()]]
        message = f"text {ascii(text)}, a word of the vocabulary: expected {wanted}, got {row}"
        assert row[:1] == wanted and set(row[1:]) <= {0}, message


def check_empty_texts(answer):
    """An empty text is a row of padding; if all are empty, the rows have length 0."""
    compare(answer, ["cat", ""], [[3], [0]])
    compare(answer, ["", "the cat", " \n"], [[0, 0], [2, 3], [0, 0]])
    compare(answer, ["", "red"], [[3], [0]], OTHER_IDS)
    compare(answer, ["", ""], [[], []])


def check_unknown(answer):
    """A word that is not in the vocabulary gets the id of <unk>."""
    compare(answer, ["zebra"], [[1]])
    compare(answer, ["the zebra sat", "cat"], [[2, 1, 4], [3, 0, 0]])
    compare(answer, ["zebra zebra", "pad unk the"], [[1, 1, 0], [1, 1, 2]])


def check_special_ids(answer):
    """The ids of <pad> and <unk> come from the vocabulary, all others too, negative or not."""
    compare(answer, ["bus"], [[7]], OTHER_IDS)
    compare(
        answer,
        ["red car", "bike"],
        [[0, 2], [9, 3]],
        OTHER_IDS,
        ("red", "<pad>", "<unk>"),
    )
    compare(
        answer,
        ["car red", "bus"],
        [[2, 0], [7, 3]],
        OTHER_IDS,
        ("red", "<pad>", "<unk>"),
    )
    negative = {"<pad>": -1, "<unk>": -2, "cat": 8}
    compare(answer, ["cat dog", "cat"], [[8, -2], [8, -1]], negative)
    for below in (-1, -2, -100, -999, -(2**40)):  # a word like any other
        known = {"<pad>": 0, "<unk>": 1, "cat": below, "sat": 4}
        compare(answer, ["cat"], [[below]], known, ("cat", "<unk>"))
        compare(answer, ["cat sat", "cat"], [[below, 4], [below, 0]], known, ("cat", "<pad>"))


def check_large_ids(answer):
    """Ids too large for float32 or int32 arrive as they are, beside empty texts, too."""
    for start in (2**24 + 1, 2**40 + 1):
        large = {"<pad>": start, "<unk>": start + 2, "cat": start + 4}
        expected = [[start + 4, start + 2], [start + 4, start]]
        compare(answer, ["cat dog", "cat"], expected, large)
        compare(answer, ["cat", ""], [[start + 4], [start]], large)
        compare(answer, ["", "cat"], [[start], [start + 4]], large)


def check_dtype(answer):
    """The ids are int64, ready for nn.Embedding."""
    for texts in (["the cat"], ["the", "the cat"], ["cat", ""], ["", "cat"], [""]):
        dtype = ids_of(answer, texts, VOCABULARY).dtype
        assert dtype == torch.int64, f"texts {texts}: expected torch.int64, got {dtype}"


def check_arguments_stay(answer):
    """Neither the list of texts nor the vocabulary is changed."""
    texts, vocabulary = ["zebra", "The cat sat", ""], dict(OTHER_IDS)
    answer.encode(texts, vocabulary)
    expected = ["zebra", "The cat sat", ""]
    assert texts == expected, f"expected the texts {expected} afterwards, got {texts}"
    now = short(vocabulary)
    message = f"expected the vocabulary {OTHER_IDS} after texts {texts}, got {now}"
    assert list(vocabulary.items()) == list(OTHER_IDS.items()), message


def check_random_texts(answer):
    """Random texts and ids; each call stands for itself."""
    draw = random.Random(0)
    words = ["<pad>", "<unk>", "a", "to", "it", "of"]
    for size in (1, 2, 3, 5, 8):
        ids = dict(zip(words, draw.sample(range(20), len(words)), strict=True))
        split = [
            draw.choices([*words[2:], "Of", "xyz"], k=draw.randint(1, size))
            for _ in range(size)
        ]
        longest = max(map(len, split))
        rows = [[ids.get(word.lower(), ids["<unk>"]) for word in one] for one in split]
        expected = [row + [ids["<pad>"]] * (longest - len(row)) for row in rows]
        compare(answer, [" ".join(one) for one in split], expected, ids, words)
