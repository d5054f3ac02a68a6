namespace TradingBot.PaperExchange.Options;

/// <summary>What an option's execution tells beside price and fee: volatilities and the prices they were seen at.</summary>
internal sealed record OptionFigures(decimal TradeIv, decimal MarkIv, decimal Index, decimal Underlying)
{
    public static OptionFigures From(OptionQuote quote, decimal price) =>
        new(quote.IvOf(price), quote.MarkIv, quote.Index, quote.Underlying);
}
