using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Models.HuggingFace;

namespace Simulator.Workloads.Tests.Models;

/// <summary>Whatever happens to a file, reading it either works or ends in one line about the input.</summary>
public sealed class DamagedConfigTests : IDisposable
{
    private static readonly byte[] Valid = Encoding.UTF8.GetBytes("""
        {
          "architectures": ["NemotronHForCausalLM"], "model_type": "nemotron_h", "hybrid_override_pattern": "MEM*E-",
          "hidden_size": 256, "vocab_size": 1000, "max_position_embeddings": 4096, "num_hidden_layers": 6,
          "mamba_num_heads": 8, "mamba_head_dim": 64, "n_groups": 2, "ssm_state_size": 128, "conv_kernel": 4, "chunk_size": 128,
          "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 64, "intermediate_size": 512, "mlp_hidden_act": "relu2",
          "n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 128, "n_shared_experts": 1,
          "moe_shared_expert_intermediate_size": 256, "moe_latent_size": 64, "time_step_limit": [0.0, Infinity],
          "num_nextn_predict_layers": 1, "mtp_hybrid_override_pattern": "*E",
          "quantization_config": { "quant_method": "fp8", "modules_to_not_convert": ["lm_head", "backbone.layers.3*"] }
        }
        """);

    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void The_undamaged_file_is_read() => Assert.True(ReadsOrExplains(Valid));

    [Fact]
    public void Every_truncation_is_told()
    {
        for (var length = 0; length < Valid.Length; length++)
        {
            File.WriteAllBytes(path, Valid[..length]);
            Assert.Throws<InputException>(() => HuggingFaceModel.Import(path));
        }
    }

    [Fact]
    public void Any_overwritten_bytes_are_read_or_told()
    {
        var damage = Gen.Choose(0, Valid.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (At: at, Value: (byte)value))).NonEmptyListOf();
        Prop.ForAll(damage.ToArbitrary(), changes =>
        {
            var bytes = (byte[])Valid.Clone();
            foreach (var (at, value) in changes.Take(4))
                bytes[at] = value;
            return ReadsOrExplains(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private bool ReadsOrExplains(byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        try
        {
            return HuggingFaceModel.Import(path).Layers.Length > 0;
        }
        catch (InputException error)
        {
            return !error.Message.Contains('\n', StringComparison.Ordinal);
        }
    }
}
