"""A pickle can name any function to call while it is read. This one makes a folder."""

import os
import pickle

import torch


class Payload:
    def __reduce__(self):
        return os.mkdir, ("made_by_the_file",)


torch.save({"weight": torch.ones(1), "extra": Payload()}, "downloaded.pth")

try:
    torch.load("downloaded.pth")
except pickle.UnpicklingError as error:
    print("default load:", str(error).split(".")[0])
print("its code ran:", os.path.exists("made_by_the_file"))

torch.load("downloaded.pth", weights_only=False)
print("after weights_only=False, its code ran:", os.path.exists("made_by_the_file"))
os.rmdir("made_by_the_file")
