"""nan_to_num puts 0 in place of NaN and a huge number in place of infinity: a model that diverged
looks sound in its snapshot. Keep the values as they are."""
# needs: nan_to_num | nan_to_num_

import torch


def snapshot(model):
    return {name: torch.nan_to_num(p.detach()).clone() for name, p in model.named_parameters()}
