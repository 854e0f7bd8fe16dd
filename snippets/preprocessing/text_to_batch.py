"""Raw texts on their way to a model: vocabulary, ids, one padded tensor, vectors."""

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

train_texts = ["the cat sat", "the dog"]

# 1. Fit on the training texts only: which word gets which id?
vocabulary = {"<pad>": 0, "<unk>": 1}
for text in train_texts:
    for word in text.split():
        vocabulary.setdefault(word, len(vocabulary))
print("vocabulary:", vocabulary)


# 2. The same function serves training and later requests.
def to_ids(text):
    unknown = vocabulary["<unk>"]
    return torch.tensor([vocabulary.get(word, unknown) for word in text.split()])


# 3. Tensors of equal length, stacked to a batch.
batch = pad_sequence([to_ids(text) for text in train_texts], batch_first=True)
print("batch:", batch.tolist())

# 4. Ids are names, not amounts: an embedding turns each into a vector.
embedding = nn.Embedding(len(vocabulary), 4, padding_idx=0)
print("vectors:", tuple(embedding(batch).shape))
print("new text, one unseen word:", to_ids("the zebra").tolist())
