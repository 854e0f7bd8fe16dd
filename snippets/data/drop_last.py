from torch.utils.data import DataLoader

samples = list(range(10))
keep = DataLoader(samples, batch_size=4)
drop = DataLoader(samples, batch_size=4, drop_last=True)

print("keep:", [len(batch) for batch in keep])
print("drop:", [len(batch) for batch in drop])
print("lengths:", len(keep), len(drop))
