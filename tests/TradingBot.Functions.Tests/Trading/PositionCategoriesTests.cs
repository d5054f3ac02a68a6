using TradingBot.Core.Markets;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>In which categories the exchange is asked for positions.</summary>
public sealed class PositionCategoriesTests
{
    [Theory]
    [InlineData(new Category[0], new[] { Category.Linear })]
    [InlineData(new[] { Category.Spot, Category.Option, Category.Spot }, new[] { Category.Option, Category.Linear })]
    [InlineData(new[] { Category.Inverse, Category.Spot, Category.Inverse }, new[] { Category.Inverse, Category.Linear })]
    [InlineData(new[] { Category.Linear, Category.Linear }, new[] { Category.Linear })]
    [InlineData(new[] { Category.Linear, Category.Inverse, Category.Linear }, new[] { Category.Linear, Category.Inverse })]
    [InlineData(
        new[] { Category.Inverse, Category.Linear, Category.Option }, new[] { Category.Inverse, Category.Linear, Category.Option })]
    public void Categories_in_use_that_know_positions_are_asked_once_each_and_linear_in_any_case(Category[] inUse, Category[] asked) =>
        Assert.Equal(asked, PositionCategories.From(inUse));
}
