/* What the files of the driver share. */
#pragma once

#include <ntddk.h>

#define POOL_TAG 'kotS'

typedef struct _STOCK {
    PVOID Shelf, Index;
} STOCK;

extern STOCK Stock;

/* Frees what there is of the stock. */
VOID StockEmpty(VOID);
