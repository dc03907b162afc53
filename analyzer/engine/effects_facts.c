/* effects_facts.c: what the facts and the index of the documentation say of an API's parameters and result. */
#include "engine/effects.h"

#include <string.h>

unsigned dl_effects_success_mask(dl_result_kind kind, bool has_success_codes)
{
    switch (kind) {
    case DL_RESULT_POINTER:
    case DL_RESULT_BOOLEAN:
        return DL_POS;
    case DL_RESULT_NTSTATUS:
    case DL_RESULT_HRESULT:
        return has_success_codes ? DL_ZERO | DL_POS : DL_ZERO;
    case DL_RESULT_NDIS:
    case DL_RESULT_ZERO:
        return DL_ZERO;
    case DL_RESULT_ALWAYS:
        return DL_ZERO;
    case DL_RESULT_ERROR:
        return 0;
    default:
        return DL_ALL;
    }
}

unsigned dl_effects_failure_mask(dl_result_kind kind)
{
    switch (kind) {
    case DL_RESULT_POINTER:
    case DL_RESULT_BOOLEAN:
        return DL_ZERO;
    case DL_RESULT_NTSTATUS:
    case DL_RESULT_HRESULT:
    case DL_RESULT_NDIS:
    case DL_RESULT_ERROR:
        return DL_NEG;
    case DL_RESULT_ZERO:
        return DL_NEG | DL_POS;
    default:
        return 0;
    }
}

const dl_out_fact *dl_effects_out(const dl_api *api, unsigned param)
{
    for (size_t i = 0; i < api->out_count; i++)
        if (api->out[i].param == param)
            return &api->out[i];
    return NULL;
}

/* What a text is put together from: what follows its format. */
static bool is_formatted(const dl_wdk_function *known, unsigned param)
{
    size_t count = strlen(known->directions);
    const char *format = strstr(known->params, "ormat; ...");

    return format && count > 0 && param + 1 >= count;
}

bool dl_effects_is_input(const dl_api *api, unsigned param)
{
    const dl_wdk_function *known = api->indexed;

    return known &&
           ((param < strlen(known->directions) && known->directions[param] == 'i') || is_formatted(known, param));
}

bool dl_effects_describes(const dl_api *api, unsigned param)
{
    for (size_t i = 0; i < api->zero_count; i++)
        if (api->zeroes[i].param == param)
            return true;
    for (size_t i = 0; i < api->store_count; i++)
        if (api->stores[i].path.param == param)
            return true;
    for (size_t i = 0; i < api->write_count; i++)
        if (api->writes[i].path.param == param)
            return true;
    for (size_t i = 0; i < api->copy_count; i++)
        if (api->copies[i].from == param ||
            (api->copies[i].to.param == param && api->copies[i].to.count > 0)) /* what it leads to changes */
            return true;
    for (size_t i = 0; i < api->move_count; i++)
        if (api->moves[i].from == param || api->moves[i].to == param)
            return true;
    for (size_t i = 0; i < api->callback_count; i++)
        if (api->callbacks[i].path.param == param)
            return true;
    return dl_param_set_has(api->copied, param) || dl_param_set_has(api->kept, param) ||
           dl_param_set_has(api->freed, param) || dl_param_set_has(api->initialised, param) ||
           api->driver_object == (int)param || api->registry_path == (int)param;
}

bool dl_effects_touches(const dl_api *api, unsigned param)
{
    for (size_t i = 0; i < api->zero_count; i++)
        if (api->zeroes[i].param == param)
            return true;
    for (size_t i = 0; i < api->move_count; i++)
        if (api->moves[i].from == param || api->moves[i].to == param)
            return true;
    return dl_param_set_has(api->copied, param) || dl_param_set_has(api->initialised, param);
}

bool dl_effects_only_reads(const dl_api *api, unsigned param)
{
    if (dl_effects_out(api, param) || dl_param_set_has(api->initialised, param))
        return false;
    for (size_t i = 0; i < api->zero_count; i++)
        if (api->zeroes[i].param == param)
            return false;
    for (size_t i = 0; i < api->store_count; i++)
        if (api->stores[i].path.param == param)
            return false;
    for (size_t i = 0; i < api->write_count; i++)
        if (api->writes[i].path.param == param)
            return false;
    for (size_t i = 0; i < api->copy_count; i++)
        if (api->copies[i].to.param == param)
            return false;
    for (size_t i = 0; i < api->move_count; i++)
        if (api->moves[i].to == param)
            return false;
    return api->is_ignored || dl_effects_describes(api, param) || dl_effects_is_input(api, param);
}

bool dl_effects_reads_text(const dl_api *api, unsigned param)
{
    if (api->is_ignored || dl_param_set_has(api->kept, param) || !dl_effects_only_reads(api, param))
        return false;
    for (size_t i = 0; i < api->store_count; i++)
        if (api->stores[i].kind == DL_STORED_PARAM && api->stores[i].param == param)
            return false;
    return true;
}
