using System.Text.Json.Nodes;
using TradingBot.TestKit;

namespace TradingBot.Infra.Tests;

/// <summary>
/// What Azure's host reads beside the program. A name in percent signs that no setting gives would keep the host from starting.
/// </summary>
public sealed class HostFileTests
{
    private static readonly string Text = File.ReadAllText(RepositoryRoot.At("functions", "TradingBot.Azure", "host.json"));

    private static readonly JsonNode DurableTask = JsonNode.Parse(Text)!["extensions"]!["durableTask"]!;

    [Fact]
    public void Host_file_leaves_nothing_to_a_setting() => Assert.DoesNotContain('%', Text);

    [Fact]
    public void Task_hub_has_a_name_that_storage_allows() => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", (string)DurableTask["hubName"]!);

    [Theory]
    [InlineData("controlQueueVisibilityTimeout")]
    [InlineData("workItemQueueVisibilityTimeout")]
    public void Messages_of_a_stopped_worker_come_back_after_the_least_time_that_the_host_takes(string name) =>
        Assert.Equal(TimeSpan.FromMinutes(1), TimeSpan.Parse(
            (string)DurableTask["storageProvider"]![name]!, System.Globalization.CultureInfo.InvariantCulture));
}
