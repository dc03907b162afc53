#include <ntddk.h>
#include <iterator>
#include <new>
/* As good-row-of-known-size.cpp, but the tiles that were made stay. */
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
            return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
        }
    }
    return STATUS_SUCCESS;
}
