/* Undoing, for the failing paths of the entry and for the unload routine. */
#include "stock.h"

STOCK Stock;

VOID StockEmpty(VOID)
{
    if (Stock.Index != NULL) {
        ExFreePoolWithTag(Stock.Index, POOL_TAG);
        ExFreePoolWithTag(Stock.Shelf, POOL_TAG);
        Stock.Index = Stock.Shelf = NULL;
    }
}
