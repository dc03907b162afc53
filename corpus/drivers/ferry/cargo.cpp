#include <ntddk.h>

#include "cargo.h"

static PVOID g_Cargo;

NTSTATUS LoadCargo()
{
    g_Cargo = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'yrrF');
    return g_Cargo != nullptr ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID FreeCargo()
{
    if (g_Cargo != nullptr) {
        ExFreePoolWithTag(g_Cargo, 'yrrF');
        g_Cargo = nullptr;
    }
}
