#include <ntddk.h>
#include <iterator>
#include <new>
#include <optional>

/* The row is as long as std::size says; where a width comes from may be nothing, too. */
extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Tiles[3];

static std::optional<ULONG> WidthOf(const UNICODE_STRING *path)
{
    if (path->Length == 0)
        return std::nullopt;
    return path->Length;
}

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

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    if (!WidthOf(RegistryPath))
        return STATUS_INVALID_PARAMETER;
    for (auto &tile : g_Tiles) {
        tile = std::launder(ExAllocatePool2(POOL_FLAG_PAGED, 64, 'eliT'));
        if (tile == nullptr) {
            BreakTiles();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}
