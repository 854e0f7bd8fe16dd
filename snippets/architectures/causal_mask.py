import torch
from torch.nn.functional import scaled_dot_product_attention

torch.manual_seed(0)
tokens = torch.randn(1, 6, 8)
edited = tokens.clone()
edited[:, 4] += 1.0

for is_causal in (True, False):
    before = scaled_dot_product_attention(tokens, tokens, tokens, is_causal=is_causal)
    after = scaled_dot_product_attention(edited, edited, edited, is_causal=is_causal)
    moved = [i for i in range(6) if not torch.allclose(before[0, i], after[0, i])]
    print(f"causal={is_causal}, outputs that changed: {moved}")
