"""DistributedDataParallel in two processes on the CPU (gloo instead of NCCL)."""

import torch
import torch.distributed as dist
from torch import multiprocessing, nn


def train_step(rank, port):
    store = dist.TCPStore("127.0.0.1", port, 2)  # where the processes meet
    dist.init_process_group("gloo", store=store, rank=rank, world_size=2)
    x, y = torch.arange(24.0).view(8, 3).sin(), torch.arange(8.0).view(8, 1)
    torch.manual_seed(rank)  # each process starts with other weights
    model = nn.parallel.DistributedDataParallel(nn.Linear(3, 1))
    loss = nn.functional.mse_loss(model(x[rank::2]), y[rank::2])
    loss.backward()

    alone = nn.Linear(3, 1)  # same weights, whole batch
    alone.load_state_dict(model.module.state_dict())
    nn.functional.mse_loss(alone(x), y).backward()
    same = torch.allclose(model.module.weight.grad, alone.weight.grad, atol=1e-5)
    report = f"rank {rank}: weight {alone.weight[0, 0]:.3f}, loss {loss:.1f}"
    reports = [None, None]
    dist.all_gather_object(reports, f"{report}, full-batch gradient: {same}")
    if rank == 0:
        print("\n".join(reports))
    dist.barrier()
    del model  # before its process group, or the exit may hang
    dist.destroy_process_group()


if __name__ == "__main__":
    meeting = dist.TCPStore("127.0.0.1", 0, 2, is_master=True, wait_for_workers=False)
    multiprocessing.start_processes(train_step, (meeting.port,), 2, start_method="fork")
