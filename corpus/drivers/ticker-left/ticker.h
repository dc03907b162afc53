#pragma once
#include <ntddk.h>

NTSTATUS TickerStart(VOID);
VOID TickerStop(VOID);
VOID TickerCount(VOID);
