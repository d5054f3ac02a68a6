using System.Diagnostics;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

internal static class ExchangeResults
{
    /// <summary>Translates a read value; a row that lacks what it must have makes the whole answer a failure, never a hole in it.</summary>
    public static VenueResult<TOut> Map<TIn, TOut>(this VenueResult<TIn> result, Func<TIn, TOut> translate)
    {
        switch (result)
        {
            case VenueResult<TIn>.Success success:
                try
                {
                    return new VenueResult<TOut>.Success(translate(success.Value));
                }
                catch (WireFormatException broken)
                {
                    return new VenueResult<TOut>.Failure(new VenueError(0, broken.Message, VenueErrorClass.Wait));
                }

            case VenueResult<TIn>.Failure failure:
                return new VenueResult<TOut>.Failure(failure.Error);
            default:
                throw new UnreachableException();
        }
    }
}
