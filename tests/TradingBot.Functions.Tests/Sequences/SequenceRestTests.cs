using TradingBot.Core.Markets;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>When a sequence has come to rest, and what is held then.</summary>
public sealed class SequenceRestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_that_has_to_be_made_again_does_not_rest(bool isForgotten)
    {
        await using var world = await AlertWorld.OpenAsync();
        var step = new PassingStep(world);
        await RunAsync(isForgotten: false);
        Assert.True(await step.CheckRestAsync());

        step.Fails = !isForgotten;
        await RunAsync(isForgotten);
        Assert.False(await step.CheckRestAsync());

        step.Fails = false;
        await RunAsync(isForgotten: false);
        Assert.True(await step.CheckRestAsync());

        Task RunAsync(bool isForgotten) => step.RunAsync(world.Workers[0], second: null, isForgotten);
    }

    // The smallest order of spot is worth 5 USDT.
    [Theory]
    [InlineData("0.000625", true)]
    [InlineData("0.00008", false)]
    public async Task Coins_are_held_while_an_order_could_sell_them(string coins, bool areHeld)
    {
        await using var world = await AlertWorld.OpenAsync();
        await world.BeginAsync(Category.Spot);
        await world.Controls.ResetAsync(("USDT", "100000"), ("BTC", coins));

        Assert.Equal(areHeld ? Direction.Long : null, (await world.HeldAsync(Category.Spot)).Side);
    }

    private sealed class PassingStep(AlertWorld world) : SequenceStep(world)
    {
        public bool Fails { get; set; }

        protected override Task<Action> MakeAsync(AlertWorker worker) =>
            Fails ? throw new InvalidOperationException("The step fails.") : Task.FromResult(static () => { });

        protected override Task<bool> RestsAsync() => Task.FromResult(true);
    }
}
