import torch

torch.save({"weight": torch.ones(2)}, "checkpoint.pt")

for location in (None, "cpu", "meta", "cuda:64"):
    try:
        weight = torch.load("checkpoint.pt", map_location=location)["weight"]
        print(f"{location}: {weight.device}")
    except Exception as error:
        print(f"{location}: {type(error).__name__}")
