using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>Positions and their leverage, and what closing them brought.</summary>
internal static class PositionRoutes
{
    public static Answer List(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var settleCoin = fields.Text("settleCoin");
        var baseCoin = category == Category.Option ? fields.Text("baseCoin") : null;
        if (category == Category.Spot)
            fields.Fail(Refusals.Parameter("category"));
        if (category == Category.Linear && symbol is null && settleCoin is null)
            fields.Fail(new Refusal(10001, "params error: symbol or settleCoin is required"));
        if (fields.Fault is { } fault)
            return fault;
        if (symbol is not null && InstrumentCatalog.Find(category, symbol) is null)
            return Refusals.Symbol(category);
        return call.Read(state =>
        {
            var rows = symbol is not null
                ? state.PositionsOf(category, symbol)
                : state.Positions.NewestFirst.Where(
                    row => row.Category == category && !row.IsFlat && (settleCoin is null || row.Instrument.SettleCoin == settleCoin)
                    && (baseCoin is null || row.Instrument.BaseCoin == baseCoin));
            return Paging.Page(rows, fields, 20, 200, row => PositionJson.Write(state, row), category);
        });
    }

    public static Answer SetLeverage(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Required("symbol");
        var buy = fields.Number("buyLeverage");
        var sell = fields.Number("sellLeverage");
        if (buy is null || buy != sell)
            fields.Fail(new Refusal(10001, "buy leverage invalid"));
        if (fields.Fault is { } fault)
            return fault;
        var leverage = buy.GetValueOrDefault();
        if (category is Category.Spot or Category.Option || InstrumentCatalog.Find(category, symbol) is not { } instrument)
            return Refusals.Symbol(Category.Linear);
        if (leverage < 1 || leverage % 0.01m != 0)
            return new Refusal(10001, "buy leverage invalid");
        return call.ExchangeSimulator.Write<Answer>((state, _) =>
        {
            var positions = state.PositionsOf(category, symbol);
            if (positions.All(position => position.Leverage == leverage))
                return new Refusal(110043, "Set leverage not modified");
            var greatest = positions.Min(
                position => instrument.TierOf(instrument.Contract.Value(position.Size, state.Last(category, symbol))).MaxLeverage);
            if (leverage > greatest)
                return new Refusal(
                    110013,
                    $"cannot set leverage [{Wire.Text(leverage * 100)}] gt maxLeverage [{Wire.Text(greatest * 100)}] by risk limit");
            var more = positions.Where(position => !position.IsFlat)
                .Sum(position =>
                    Margin.PositionInitial(state, position with { Leverage = leverage }) - Margin.PositionInitial(state, position));
            if (!Margin.Covers(state, instrument, more))
                return Refusals.Balance(category);
            // Both modes of a symbol share its leverage.
            foreach (var position in positions.Append(state.PositionOf(category, symbol, 0)).DistinctBy(row => row.Idx))
                state.Positions.Put(position with { Leverage = leverage, Seq = position.Seq == 0 ? state.NextSequence() : position.Seq });
            return Answer.Empty;
        });
    }

    public static Answer ClosedPnl(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var range = TimeRange.Read(fields, call.Now);
        if (category is Category.Spot or Category.Option)
            fields.Fail(Refusals.Parameter("category"));
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state => Paging.Page(
            state.ClosedPnls.NewestFirst.Where(
                row => row.Category == category && (symbol is null || row.Symbol == symbol) && range.Holds(row.CreatedAt)),
            fields, 50, 100, Closed, category));
    }

    private static JsonObject Closed(ClosedPnl row)
    {
        var instrument = InstrumentCatalog.Get(row.Category, row.Symbol);
        return new JsonObject
        {
            ["symbol"] = row.Symbol,
            ["orderId"] = row.OrderId,
            ["side"] = row.Side.ToString(),
            ["qty"] = instrument.QtyText(row.OrderQty),
            ["orderPrice"] = row.OrderPrice is { } price ? instrument.PriceText(price) : "0",
            ["orderType"] = row.OrderType.ToString(),
            ["execType"] = row.ExecType,
            ["closedSize"] = instrument.QtyText(row.ClosedSize),
            ["cumEntryValue"] = Wire.Text(row.EntryValue),
            ["avgEntryPrice"] = Wire.Rounded(instrument.Contract.AveragePrice(row.ClosedSize, row.EntryValue)),
            ["cumExitValue"] = Wire.Text(row.ExitValue),
            ["avgExitPrice"] = Wire.Rounded(instrument.Contract.AveragePrice(row.ClosedSize, row.ExitValue)),
            ["closedPnl"] = Wire.Text(row.Pnl),
            ["openFee"] = Wire.Text(row.OpenFee),
            ["closeFee"] = Wire.Text(row.CloseFee),
            ["fillCount"] = row.FillCount.ToString(),
            ["leverage"] = Wire.Text(row.Leverage),
            ["createdTime"] = Wire.Milliseconds(row.CreatedAt),
            ["updatedTime"] = Wire.Milliseconds(row.UpdatedAt),
        };
    }
}
