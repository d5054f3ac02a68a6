namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>How much a campaign does.</summary>
internal sealed record CampaignScale(int Instances, int Kills, int Cuts, TimeSpan LongestLife)
{
    public static CampaignScale Short { get; } = new(72, 12, 6, TimeSpan.FromMilliseconds(1500));

    public static CampaignScale Long { get; } = new(500, 55, 24, TimeSpan.FromMilliseconds(4000));
}
