namespace Simulator.Measurement.Campaigns;

/// <summary>A measured kernel, as it is written.</summary>
/// <param name="Gpu">The id of the device's description.</param>
/// <param name="Stack">The software whose kernel ran.</param>
/// <param name="Kernel">What was measured.</param>
/// <param name="Seconds">The median.</param>
/// <param name="LowSeconds">The lower end of the median's confidence interval.</param>
/// <param name="HighSeconds">The upper end.</param>
/// <param name="Samples">Samples taken.</param>
/// <param name="Outliers">Samples far from the others; they count all the same.</param>
/// <param name="Implementation">The kernel that ran, in a few words.</param>
public sealed record CampaignRow(
    string Gpu, string Stack, PlannedKernel Kernel, double Seconds, double LowSeconds, double HighSeconds, int Samples, int Outliers, string Implementation);
