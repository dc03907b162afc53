#include <ntddk.h>
#include <iterator>
#include <new>

/* The row is as long as std::size says. */
extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Tiles[3];

static void BreakTiles()
{
    for (size_t i = 0; i < std::size(g_Tiles); i++)
        if (g_Tiles[i] != nullptr) {
            ExFreePoolWithTag(g_Tiles[i], 'eliT');
            g_Tiles[i] = nullptr;
        }
}

static VOID Unload(PDRIVER_OBJECT)
{
    BreakTiles();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    DriverObject->DriverUnload = Unload;
    for (auto &tile : g_Tiles) {
        tile = std::launder(ExAllocatePool2(POOL_FLAG_PAGED, 64, 'eliT'));
        if (tile == nullptr) {
            BreakTiles();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}
