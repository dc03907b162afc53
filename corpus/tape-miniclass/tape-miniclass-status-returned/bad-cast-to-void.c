#include <minitape.h>

BOOLEAN BobbinVerify(PINQUIRYDATA Inquiry, PMODE_CAPABILITIES_PAGE Page);
VOID BobbinExtension(PVOID Extension, PINQUIRYDATA Inquiry, PMODE_CAPABILITIES_PAGE Page);
TAPE_STATUS BobbinCommand(PVOID Extension, PVOID Command, PVOID Parameters, PSCSI_REQUEST_BLOCK Srb, ULONG Call,
                          TAPE_STATUS Last, PULONG Retry);

/* One routine tells the commands apart by itself. */
static const TAPE_INIT_DATA_EX BobbinTable = {
    .InitDataSize = sizeof(TAPE_INIT_DATA_EX),
    .VerifyInquiry = BobbinVerify,
    .CreatePartition = BobbinCommand,
    .Erase = BobbinCommand,
    .GetDriveParameters = BobbinCommand,
    .GetMediaParameters = BobbinCommand,
    .GetPosition = BobbinCommand,
    .GetStatus = BobbinCommand,
    .Prepare = BobbinCommand,
    .SetDriveParameters = BobbinCommand,
    .SetMediaParameters = BobbinCommand,
    .SetPosition = BobbinCommand,
    .WriteMarks = BobbinCommand,
    .TapeGetMediaTypes = BobbinCommand,
};

ULONG DriverEntry(PVOID Argument1, PVOID Argument2)
{
    TAPE_INIT_DATA_EX bobbin = BobbinTable;

    (VOID) TapeClassInitialize(Argument1, Argument2, &bobbin);
    return 0; /* expect: tape-miniclass-status-returned */
}
