/* schema.c - bringing an audit file to the newest schema, step by step. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/schema.h"

#include <stdio.h>

#include "store/internal.h"

int schema_newest(void)
{
    return schema_steps[schema_step_count - 1].version;
}

static enum err_code run_step(struct store *store, const struct schema_step *step, struct err *err)
{
    char version[64];

    enum err_code code = db_run(store, step->sql, err);
    snprintf(version, sizeof version, "PRAGMA user_version = %d", step->version);
    if (code == ERR_OK)
        code = db_run(store, version, err);
    snprintf(version, sizeof version, "PRAGMA application_id = %d", STORE_APPLICATION_ID);
    return code == ERR_OK ? db_run(store, version, err) : code;
}

enum err_code schema_write(struct store *store, int from, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < schema_step_count && code == ERR_OK; i++)
        if (schema_steps[i].version > from)
            code = run_step(store, &schema_steps[i], err);
    return code;
}

enum err_code schema_upgrade(struct store *store, int from, struct err *err)
{
    enum err_code code = db_begin(store, err);

    if (code != ERR_OK)
        return code;
    code = schema_write(store, from, err);
    if (code == ERR_OK)
        return db_commit(store, err);
    db_rollback(store);
    return code;
}
